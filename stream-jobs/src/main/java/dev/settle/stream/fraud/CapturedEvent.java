package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightType;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event with its places: in the topic and in the source.
 *
 * @param partition of the topic
 * @param offset in the partition
 * @param lsn position in the source's write-ahead log
 * @param committedAt when it was committed; of a row that was read by a snapshot, when it was last
 *     changed; milliseconds since the epoch
 * @param snapshot true when the row was read by a snapshot
 */
record CapturedEvent(
    FraudEvent event, int partition, long offset, long lsn, long committedAt, boolean snapshot) {
  static final TypeInformation<CapturedEvent> IN_FLIGHT =
      new InFlightType<>(CapturedEvent.class, new Serializer());

  /** Writes them for the network and for state. */
  static final class Serializer extends StateSerializer<CapturedEvent> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    private final FraudEventSerializer events = new FraudEventSerializer();

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(CapturedEvent captured, DataOutputView target) throws IOException {
      events.serialize(captured.event, target);
      Compact.writeNumber(captured.partition, target);
      Compact.writeNumber(captured.offset, target);
      Compact.writeNumber(captured.lsn, target);
      Compact.writeNumber(captured.committedAt, target);
      target.writeBoolean(captured.snapshot);
    }

    @Override
    protected CapturedEvent read(int writtenFormat, DataInputView source) throws IOException {
      return new CapturedEvent(
          events.deserialize(source),
          (int) Compact.readNumber(source),
          Compact.readNumber(source),
          Compact.readNumber(source),
          Compact.readNumber(source),
          source.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<CapturedEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<CapturedEvent> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<CapturedEvent> restoreSerializer() {
      return new Serializer();
    }
  }
}
