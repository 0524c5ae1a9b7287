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
 * An event that waits until the history of a rule is read.
 *
 * @param ruleId the rule
 * @param start the version with which its windows begin
 */
record WarmingEvent(String ruleId, long start, KeyedEvent event) {
  boolean isOf(ActiveRule active) {
    return ruleId.equals(active.rule().id()) && start == active.start().start();
  }

  /** Writes them for state. */
  static final class Serializer extends StateSerializer<WarmingEvent> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    private final KeyedEvent.Serializer events = new KeyedEvent.Serializer();

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(WarmingEvent waiting, DataOutputView target) throws IOException {
      Compact.writeText(waiting.ruleId, target);
      Compact.writeNumber(waiting.start, target);
      events.serialize(waiting.event, target);
    }

    @Override
    protected WarmingEvent read(int writtenFormat, DataInputView source) throws IOException {
      return new WarmingEvent(
          Compact.readText(source), Compact.readNumber(source), events.deserialize(source));
    }

    @Override
    public TypeSerializerSnapshot<WarmingEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<WarmingEvent> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<WarmingEvent> restoreSerializer() {
      return new Serializer();
    }
  }
}
