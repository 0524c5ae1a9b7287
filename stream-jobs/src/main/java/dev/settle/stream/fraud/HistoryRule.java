package dev.settle.stream.fraud;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A rule whose history is to be read.
 *
 * @param start as told by all routing steps so far
 * @param reading true from when its history is read
 */
record HistoryRule(String ruleId, RuleStart start, boolean reading) {
  HistoryRule and(RuleStart other) {
    return new HistoryRule(ruleId, start.and(other), reading);
  }

  HistoryRule begun() {
    return new HistoryRule(ruleId, start, true);
  }

  /** Writes them for state. */
  static final class Serializer extends StateSerializer<HistoryRule> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    private final RuleStart.Serializer starts = new RuleStart.Serializer();

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(HistoryRule rule, DataOutputView target) throws IOException {
      Compact.writeText(rule.ruleId, target);
      starts.serialize(rule.start, target);
      target.writeBoolean(rule.reading);
    }

    @Override
    protected HistoryRule read(int writtenFormat, DataInputView source) throws IOException {
      return new HistoryRule(
          Compact.readText(source), starts.deserialize(source), source.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<HistoryRule> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<HistoryRule> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<HistoryRule> restoreSerializer() {
      return new Serializer();
    }
  }
}
