package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.ARRAY;
import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.ReferenceChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.fraud_rule}; whether a rule makes sense is for the fraud job to say. */
final class FraudRuleTable implements ReferenceTable {
  @Override
  public String name() {
    return "fraud_rule";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("rule_id", STRING),
        Map.entry("name", STRING),
        Map.entry("kind", STRING),
        Map.entry("status", STRING),
        Map.entry("action", STRING),
        Map.entry("key_fields", ARRAY),
        Map.entry("filter", STRING),
        Map.entry("currency", STRING),
        Map.entry("window_seconds", INT32),
        Map.entry("aggregate", STRING),
        Map.entry("distinct_field", STRING),
        Map.entry("pane_seconds", INT32),
        Map.entry("comparison", STRING),
        Map.entry("threshold", INT64),
        Map.entry("events_min", INT32),
        Map.entry("sequence", STRING),
        Map.entry("small_count", INT32),
        Map.entry("small_amount_max", INT64),
        Map.entry("amount_min", INT64),
        Map.entry("share_bp", INT32),
        Map.entry("keys_per_minute_max", INT32),
        Map.entry("effective_from", INT64),
        Map.entry("effective_to", INT64),
        Map.entry("version", INT64),
        Map.entry("updated_by", STRING),
        Map.entry("updated_at", INT64));
  }

  @Override
  public String key(Row row) throws UnmappableRowException {
    return row.text("rule_id");
  }

  @Override
  public void row(Row row, ReferenceChange change) throws UnmappableRowException {
    FraudRuleRow rule = new FraudRuleRow();
    rule.setRuleId(row.text("rule_id"));
    rule.setName(row.text("name"));
    rule.setKind(row.text("kind"));
    rule.setStatus(row.text("status"));
    rule.setAction(row.text("action"));
    rule.setKeyFields(row.texts("key_fields"));
    rule.setFilter(row.text("filter"));
    rule.setCurrency(row.textOrNull("currency"));
    rule.setWindowSeconds(row.integer("window_seconds"));
    rule.setAggregate(row.textOrNull("aggregate"));
    rule.setDistinctField(row.textOrNull("distinct_field"));
    rule.setPaneSeconds(row.integerOrNull("pane_seconds"));
    rule.setComparison(row.textOrNull("comparison"));
    rule.setThreshold(row.numberOrNull("threshold"));
    rule.setEventsMin(row.integer("events_min"));
    rule.setSequence(row.textOrNull("sequence"));
    rule.setSmallCount(row.integerOrNull("small_count"));
    rule.setSmallAmountMax(row.numberOrNull("small_amount_max"));
    rule.setAmountMin(row.numberOrNull("amount_min"));
    rule.setShareBp(row.integerOrNull("share_bp"));
    rule.setKeysPerMinuteMax(row.integer("keys_per_minute_max"));
    rule.setEffectiveFrom(row.millis("effective_from"));
    rule.setEffectiveTo(row.millisOrNull("effective_to"));
    rule.setVersion(row.number("version"));
    rule.setUpdatedBy(row.text("updated_by"));
    rule.setUpdatedAt(row.millis("updated_at"));
    change.setFraudRule(rule);
  }
}
