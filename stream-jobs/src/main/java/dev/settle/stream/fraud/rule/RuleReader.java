package dev.settle.stream.fraud.rule;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.PaymentLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row of {@code payments.fraud_rule}. PostgreSQL has refused most of what is refused here;
 * a stream does not trust its source. Every problem of a row is found, not only the first.
 */
public final class RuleReader {
  /** Longest window: 30 days. */
  static final int WINDOW_SECONDS_MAX = 2_592_000;

  /** Panes of a window at most; they bound what is kept for a key. */
  static final int PANES_MAX = 360;

  /** Distinct values that are kept for a key: a threshold must be below, or it is never seen. */
  public static final int DISTINCT_MAX = 1_000;

  private static final int KEY_FIELDS_MAX = 3;
  private static final int SMALL_COUNT_MAX = 50;
  private static final int WHOLE_BASIS_POINTS = 10_000;
  private static final long MS = 1_000;

  private final FraudRuleRow row;
  private final List<String> problems = new ArrayList<>();
  private String category = "CONTRADICTION";

  private RuleReader(FraudRuleRow row) {
    this.row = row;
  }

  /**
   * The rule of a row.
   *
   * @throws RefusedRuleException naming every problem
   */
  public static FraudRule read(FraudRuleRow row) throws RefusedRuleException {
    return new RuleReader(row).rule();
  }

  private FraudRule rule() throws RefusedRuleException {
    RuleStatus status = word(RuleStatus.class, "status", row.getStatus());
    RuleAction action = word(RuleAction.class, "action", row.getAction());
    Filter filter = filter();
    range("window_seconds", row.getWindowSeconds(), 1, WINDOW_SECONDS_MAX);
    range("keys_per_minute_max", row.getKeysPerMinuteMax(), 1, Integer.MAX_VALUE);
    range("version", row.getVersion(), 1, Long.MAX_VALUE);
    Long until = row.getEffectiveTo();
    require(
        until == null || until > row.getEffectiveFrom(),
        "effective_to is not after effective_from");
    Pattern pattern = pattern();
    KeyOf key = key(pattern);
    if (status == null || action == null || filter == null || pattern == null || !ok()) {
      throw new RefusedRuleException(category, problems);
    }
    long to = until == null ? Long.MAX_VALUE : until;
    long windowMs = row.getWindowSeconds() * MS;
    return new FraudRule(
        row.getRuleId(),
        row.getVersion(),
        row.getName(),
        status,
        action,
        key,
        filter,
        row.getCurrency(),
        windowMs,
        pattern,
        row.getKeysPerMinuteMax(),
        row.getEffectiveFrom(),
        to,
        FraudRule.shapeOf(
            key, filter, row.getCurrency(), windowMs, pattern, row.getKeysPerMinuteMax(), to));
  }

  private boolean ok() {
    return problems.isEmpty();
  }

  private @Nullable Filter filter() {
    try {
      return Filter.parse(row.getFilter());
    } catch (FilterException e) {
      category = "MALFORMED";
      problems.add("filter: " + e.getMessage());
      return null;
    }
  }

  private @Nullable Pattern pattern() {
    return switch (row.getKind()) {
      case "AGGREGATE" -> threshold();
      case "SEQUENCE" -> sequence();
      default -> {
        unknown("kind", row.getKind());
        yield null;
      }
    };
  }

  private @Nullable Pattern threshold() {
    Aggregate aggregate = word(Aggregate.class, "aggregate", row.getAggregate());
    Comparison comparison = Comparison.ofSign(row.getComparison());
    require(comparison != null, "comparison is neither >= nor >");
    int pane = given("pane_seconds", row.getPaneSeconds());
    if (range("pane_seconds", pane, 1, WINDOW_SECONDS_MAX)) {
      require(
          row.getWindowSeconds() % pane == 0 && row.getWindowSeconds() / pane <= PANES_MAX,
          "window_seconds is no whole number of panes, 1 to " + PANES_MAX);
    }
    long threshold = given("threshold", row.getThreshold());
    range("events_min", row.getEventsMin(), 1, Integer.MAX_VALUE);
    require(row.getSequence() == null, "an aggregate has no sequence");
    KeyField distinct = null;
    if (aggregate == Aggregate.DISTINCT_COUNT) {
      distinct = word(KeyField.class, "distinct_field", upper(row.getDistinctField()));
      range("threshold", threshold, 0, DISTINCT_MAX - 1);
    } else {
      require(row.getDistinctField() == null, "distinct_field is for DISTINCT_COUNT");
      range(
          "threshold",
          threshold,
          0,
          aggregate == Aggregate.REFUND_SHARE ? WHOLE_BASIS_POINTS : Long.MAX_VALUE);
    }
    require(
        row.getCurrency() != null
            || aggregate == Aggregate.COUNT
            || aggregate == Aggregate.DISTINCT_COUNT,
        "amounts need a currency");
    return aggregate == null || comparison == null
        ? null
        : new Pattern.Threshold(
            aggregate, distinct, pane * MS, comparison, threshold, row.getEventsMin());
  }

  private @Nullable Pattern sequence() {
    require(row.getAggregate() == null, "a sequence has no aggregate");
    require(row.getCurrency() != null, "amounts need a currency");
    long amountMin = given("amount_min", row.getAmountMin());
    range("amount_min", amountMin, 1, PaymentLimits.AMOUNT_MINOR_MAX);
    String sequence = String.valueOf(row.getSequence());
    return switch (sequence) {
      case "SMALL_THEN_LARGE" -> {
        int count = given("small_count", row.getSmallCount());
        range("small_count", count, 1, SMALL_COUNT_MAX);
        long small = given("small_amount_max", row.getSmallAmountMax());
        range("small_amount_max", small, 1, PaymentLimits.AMOUNT_MINOR_MAX);
        require(small < amountMin, "amount_min is not above small_amount_max");
        yield new Pattern.SmallThenLarge(count, small, amountMin);
      }
      case "PASS_THROUGH" -> {
        int share = given("share_bp", row.getShareBp());
        range("share_bp", share, 1, WHOLE_BASIS_POINTS);
        yield new Pattern.PassThrough(amountMin, share);
      }
      default -> {
        unknown("sequence", sequence);
        yield null;
      }
    };
  }

  private KeyOf key(@Nullable Pattern pattern) {
    Set<KeyField> fields = new LinkedHashSet<>();
    for (String name : row.getKeyFields()) {
      KeyField field = word(KeyField.class, "key_fields", upper(name));
      if (field != null) {
        require(fields.add(field), "key field " + name + " stands twice");
      }
    }
    range("the number of key_fields", row.getKeyFields().size(), 1, KEY_FIELDS_MAX);
    if (pattern instanceof Pattern.PassThrough) {
      require(
          fields.equals(Set.of(KeyField.PAYER)),
          "key_fields of PASS_THROUGH is payer: whoever owns the wallet");
      return KeyOf.WALLET;
    }
    return KeyOf.fields(fields);
  }

  private static @Nullable String upper(@Nullable String name) {
    return name == null ? null : name.toUpperCase(Locale.ROOT);
  }

  private <E extends Enum<E>> @Nullable E word(
      Class<E> type, String column, @Nullable String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    unknown(column, value);
    return null;
  }

  private void unknown(String column, @Nullable String value) {
    if (ok()) {
      category = "UNKNOWN_VALUE";
    }
    problems.add(column + " '" + value + "' is not known to this version");
  }

  private int given(String column, @Nullable Integer value) {
    require(value != null, column + " is missing");
    return value == null ? 0 : value;
  }

  private long given(String column, @Nullable Long value) {
    require(value != null, column + " is missing");
    return value == null ? 0 : value;
  }

  private boolean range(String column, long value, long min, long max) {
    return require(
        value >= min && value <= max,
        "%s %d is not between %d and %d".formatted(column, value, min, max));
  }

  private boolean require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
    return holds;
  }
}
