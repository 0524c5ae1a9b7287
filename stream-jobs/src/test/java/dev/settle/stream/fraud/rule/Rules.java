package dev.settle.stream.fraud.rule;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.TopicRecord;
import java.util.List;

/** Rows of {@code payments.fraud_rule} for tests. */
public final class Rules {
  private Rules() {}

  /** Payments per payer, at least three within ten panes of a second. */
  public static FraudRuleRow count(String id) {
    FraudRuleRow row = row(id, "AGGREGATE");
    row.setAggregate("COUNT");
    row.setPaneSeconds(1);
    row.setComparison(">=");
    row.setThreshold(3L);
    return row;
  }

  /** Another aggregate of amounts in CNY. */
  public static FraudRuleRow amounts(String id, String aggregate, long threshold) {
    FraudRuleRow row = count(id);
    row.setAggregate(aggregate);
    row.setThreshold(threshold);
    row.setCurrency("CNY");
    return row;
  }

  /** Two payments of at most 100, then one of at least 1000. */
  public static FraudRuleRow smallThenLarge(String id) {
    FraudRuleRow row = row(id, "SEQUENCE");
    row.setCurrency("CNY");
    row.setSequence("SMALL_THEN_LARGE");
    row.setSmallCount(2);
    row.setSmallAmountMax(100L);
    row.setAmountMin(1_000L);
    return row;
  }

  /** At least 500 comes in, then 90 % of it goes out. */
  public static FraudRuleRow passThrough(String id) {
    FraudRuleRow row = row(id, "SEQUENCE");
    row.setCurrency("CNY");
    row.setSequence("PASS_THROUGH");
    row.setAmountMin(500L);
    row.setShareBp(9_000);
    return row;
  }

  private static FraudRuleRow row(String id, String kind) {
    FraudRuleRow row = new FraudRuleRow();
    row.setRuleId(id);
    row.setName("rule " + id);
    row.setKind(kind);
    row.setStatus("ACTIVE");
    row.setAction("ALERT");
    row.setKeyFields(List.of("payer"));
    row.setFilter("");
    row.setWindowSeconds(10);
    row.setEventsMin(1);
    row.setKeysPerMinuteMax(1_000_000);
    row.setEffectiveFrom(0);
    row.setVersion(1);
    row.setUpdatedBy("ana");
    row.setUpdatedAt(5);
    return row;
  }

  /** The rule of a row that is good. */
  public static FraudRule rule(FraudRuleRow row) {
    try {
      return RuleReader.read(row);
    } catch (RefusedRuleException e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }

  /** The row as it stands in the topic of reference data. */
  public static TopicRecord record(FraudRuleRow row) {
    ReferenceChange change = new ReferenceChange();
    change.setTable("fraud_rule");
    change.setKey(row.getRuleId());
    change.setOp(ReferenceOperation.UPDATE);
    change.setFraudRule(row);
    return new TopicRecord(
        Topics.REFERENCE,
        0,
        row.getVersion(),
        "fraud_rule/" + row.getRuleId(),
        AvroCodec.of(ReferenceChange.class).encode(change));
  }
}
