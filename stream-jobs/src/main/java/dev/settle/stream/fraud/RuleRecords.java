package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.kafka.TopicRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rules out of records of reference data. */
final class RuleRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RuleRecords.class);
  private static final String TABLE = "fraud_rule";

  private final AvroCodec<ReferenceChange> codec = AvroCodec.of(ReferenceChange.class);

  /**
   * What a record says of a rule.
   *
   * @param row null when the rule was removed
   */
  record Change(String ruleId, @Nullable FraudRuleRow row) {}

  /**
   * Reads a record; null when it is not about a rule.
   *
   * @throws RefusedRuleException when it is, and cannot be read
   */
  @Nullable Change change(TopicRecord in) throws RefusedRuleException {
    if (in.value.length == 0) {
      return null;
    }
    try {
      ReferenceChange change = codec.decode(in.value);
      return change.getTable().equals(TABLE)
          ? new Change(change.getKey(), change.getFraudRule())
          : null;
    } catch (CodecException e) {
      // Other tables' records are the ledger's to refuse.
      if (!in.key.startsWith(TABLE + "/")) {
        return null;
      }
      throw new RefusedRuleException("MALFORMED", List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * The rule of a record that was good when it was taken in; null when this release refuses it:
   * that must not keep the job from starting.
   */
  @Nullable FraudRule known(String ruleId, byte[] record) {
    try {
      FraudRuleRow row = codec.decode(record).getFraudRule();
      return row == null ? null : RuleReader.read(row);
    } catch (CodecException | RefusedRuleException e) {
      LOG.error("fraud rule {} no longer works with this release", ruleId, e);
      return null;
    }
  }
}
