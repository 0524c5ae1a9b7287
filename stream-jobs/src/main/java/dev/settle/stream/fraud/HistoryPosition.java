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
 * How far a partition has been read for history.
 *
 * @param next offset from which to go on
 * @param newest time of the newest event that was read, milliseconds
 */
record HistoryPosition(int partition, long next, long newest) {
  /** Writes them for state. */
  static final class Serializer extends StateSerializer<HistoryPosition> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(HistoryPosition position, DataOutputView target) throws IOException {
      Compact.writeNumber(position.partition, target);
      Compact.writeNumber(position.next, target);
      Compact.writeNumber(position.newest, target);
    }

    @Override
    protected HistoryPosition read(int writtenFormat, DataInputView source) throws IOException {
      return new HistoryPosition(
          (int) Compact.readNumber(source), Compact.readNumber(source), Compact.readNumber(source));
    }

    @Override
    public TypeSerializerSnapshot<HistoryPosition> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<HistoryPosition> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<HistoryPosition> restoreSerializer() {
      return new Serializer();
    }
  }
}
