package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyOf;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as a subtask has them: read once, and by what their keys are made of. Broadcast state
 * holds the last good version of each as its record's bytes.
 */
final class RuleBook {
  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);
  private static final String TABLE = "fraud_rule";

  private final AvroCodec<ReferenceChange> codec = AvroCodec.of(ReferenceChange.class);
  private final Map<String, FraudRule> rules = new TreeMap<>();
  private final Map<String, List<FraudRule>> byKey = new LinkedHashMap<>();
  private boolean restored;

  /** Reads what the state holds, once after the job was started. */
  RuleBook restoredFrom(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    if (!restored) {
      for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
        FraudRuleRow row = codec.decode(entry.getValue()).getFraudRule();
        if (row != null) {
          restore(row);
        }
      }
      group();
      restored = true;
    }
    return this;
  }

  /**
   * A rule that an earlier release took and this one refuses must not keep the job from starting.
   */
  private void restore(FraudRuleRow row) {
    try {
      rules.put(row.getRuleId(), RuleReader.read(row));
    } catch (RefusedRuleException e) {
      LOG.error(
          "fraud rule {} version {} no longer works with this release: {}",
          row.getRuleId(),
          row.getVersion(),
          e.detail());
    }
  }

  /**
   * Takes in a record of reference data. One that is not about a rule, or is not newer than what is
   * known, changes nothing.
   *
   * @throws RefusedRuleException when the rule cannot work; its last good version stays
   */
  void take(TopicRecord in, BroadcastState<String, byte[]> state) throws Exception {
    restoredFrom(state);
    ReferenceChange change = decode(in);
    if (change == null || !change.getTable().equals(TABLE)) {
      return;
    }
    FraudRuleRow row = change.getFraudRule();
    if (row == null) {
      rules.remove(change.getKey());
      state.remove(change.getKey());
      group();
      return;
    }
    FraudRule known = rules.get(row.getRuleId());
    if (known != null && known.version() >= row.getVersion()) {
      return;
    }
    rules.put(row.getRuleId(), RuleReader.read(row));
    state.put(row.getRuleId(), in.value);
    group();
  }

  private @Nullable ReferenceChange decode(TopicRecord in) throws RefusedRuleException {
    if (in.value.length == 0) {
      return null;
    }
    try {
      return codec.decode(in.value);
    } catch (CodecException e) {
      // Other tables' records are the ledger's to refuse.
      if (!in.key.startsWith(TABLE + "/")) {
        return null;
      }
      throw new RefusedRuleException("MALFORMED", List.of(String.valueOf(e.getMessage())));
    }
  }

  private void group() {
    byKey.clear();
    rules.values().stream()
        .filter(FraudRule::works)
        .forEach(
            rule -> byKey.computeIfAbsent(rule.key().name(), n -> new ArrayList<>()).add(rule));
  }

  /** Every rule, by id. */
  Map<String, FraudRule> all() {
    return rules;
  }

  /** The rules that work, those with the same keys together. */
  Collection<List<FraudRule>> groups() {
    return byKey.values();
  }

  /** The rules that work and have this key. */
  List<FraudRule> rulesOf(String key) {
    return byKey.getOrDefault(KeyOf.nameOf(key), List.of());
  }
}
