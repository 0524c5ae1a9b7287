package dev.settle.stream.fraud.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.settle.schemas.avro.FraudRuleRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the columns of one rule out of a JSON object: types, missing and unknown columns, and what
 * PostgreSQL asks of a text. What the values mean is {@link
 * dev.settle.stream.fraud.rule.RuleReader}'s to judge.
 */
final class RuleColumns {
  private static final Pattern RULE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int FILTER_LENGTH_MAX = 2_000;
  private static final int KEYS_PER_MINUTE_STANDARD = 100_000;

  private final JsonNode node;
  private final Set<String> unread = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final FraudRuleRow row = new FraudRuleRow();
  private boolean dated;

  RuleColumns(JsonNode node) {
    this.node = node;
    row.setRuleId("");
    if (!node.isObject()) {
      problems.add("is no object with the columns of payments.fraud_rule");
      return;
    }
    node.fieldNames().forEachRemaining(unread::add);
    take();
    refuseRest();
  }

  /** The row, as far as it could be read. */
  FraudRuleRow row() {
    return row;
  }

  /** What is wrong with it. */
  List<String> problems() {
    return problems;
  }

  /** True when effective_from is given. */
  boolean isDated() {
    return dated;
  }

  private void take() {
    row.setRuleId(required("rule_id"));
    row.setName(required("name"));
    row.setKind(required("kind"));
    row.setStatus(required("status"));
    row.setAction(required("action"));
    row.setKeyFields(keyFields());
    String filter = text("filter");
    row.setFilter(filter == null ? "" : filter);
    row.setCurrency(text("currency"));
    row.setWindowSeconds(number("window_seconds", true, 0));
    row.setAggregate(text("aggregate"));
    row.setDistinctField(text("distinct_field"));
    row.setPaneSeconds(number("pane_seconds"));
    row.setComparison(text("comparison"));
    row.setThreshold(longNumber("threshold"));
    row.setEventsMin(number("events_min", false, 1));
    row.setSequence(text("sequence"));
    row.setSmallCount(number("small_count"));
    row.setSmallAmountMax(longNumber("small_amount_max"));
    row.setAmountMin(longNumber("amount_min"));
    row.setShareBp(number("share_bp"));
    row.setKeysPerMinuteMax(number("keys_per_minute_max", false, KEYS_PER_MINUTE_STANDARD));
    Long from = time("effective_from");
    dated = from != null;
    row.setEffectiveFrom(from == null ? 0 : from);
    row.setEffectiveTo(time("effective_to"));
    row.setVersion(1);
    row.setUpdatedBy("");
    row.setUpdatedAt(0);
    check(RULE_ID, "rule_id", row.getRuleId(), "1 to 64 letters, digits, _ or -");
    check(CURRENCY, "currency", row.getCurrency(), "three capital letters");
    if (row.getFilter().length() > FILTER_LENGTH_MAX) {
      problems.add("filter is longer than " + FILTER_LENGTH_MAX + " characters");
    }
  }

  private void refuseRest() {
    for (String name : unread) {
      problems.add(
          switch (name) {
            case "version", "updated_by", "updated_at" ->
                "column " + name + " is written by publishing: leave it out";
            default -> "column " + name + " is not known";
          });
    }
  }

  private void check(Pattern pattern, String column, @Nullable String value, String expected) {
    if (value != null && !value.isEmpty() && !pattern.matcher(value).matches()) {
      problems.add("%s '%s' must be %s".formatted(column, value, expected));
    }
  }

  private @Nullable JsonNode given(String column) {
    unread.remove(column);
    JsonNode value = node.get(column);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable String text(String column) {
    JsonNode value = given(column);
    if (value == null || value.isTextual()) {
      return value == null ? null : value.textValue();
    }
    problems.add(column + " must be a text");
    return null;
  }

  private String required(String column) {
    boolean isGiven = given(column) != null;
    String value = text(column);
    if (!isGiven || (value != null && value.isBlank())) {
      problems.add(column + " is missing");
    }
    return value == null ? "" : value;
  }

  private List<String> keyFields() {
    JsonNode value = given("key_fields");
    if (value == null || !value.isArray()) {
      problems.add("key_fields must be an array such as [\"payer\", \"device\"]");
      return List.of();
    }
    List<String> fields = new ArrayList<>();
    for (JsonNode field : value) {
      fields.add(field.isTextual() ? field.textValue() : field.toString());
    }
    return fields;
  }

  private int number(String column, boolean required, int standard) {
    if (required && given(column) == null) {
      problems.add(column + " is missing");
    }
    Integer value = number(column);
    return value == null ? standard : value;
  }

  private @Nullable Integer number(String column) {
    Long value = longNumber(column);
    if (value != null && value.intValue() != value) {
      problems.add(column + " " + value + " is too large");
      return null;
    }
    return value == null ? null : value.intValue();
  }

  private @Nullable Long longNumber(String column) {
    JsonNode value = given(column);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      problems.add(column + " must be a whole number, not " + value);
      return null;
    }
    return value.longValue();
  }

  private @Nullable Long time(String column) {
    String value = text(column);
    if (value == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(value).toInstant();
      return time.toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      problems.add(
          "%s '%s' must be a time with its zone, such as 2026-11-23T00:00:00Z"
              .formatted(column, value));
      return null;
    }
  }
}
