package dev.settle.stream.fraud;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes events for the network and for state; kinds and channels by name. */
public final class FraudEventSerializer extends StateSerializer<FraudEvent> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** A serialiser. */
  public FraudEventSerializer() {
    super(FORMAT);
  }

  @Override
  protected void write(FraudEvent event, DataOutputView target) throws IOException {
    Compact.writeText(event.id(), target);
    Compact.writeText(event.orderId(), target);
    target.writeBoolean(event.refund());
    Compact.writeText(event.kind().name(), target);
    Compact.writeText(event.channel().name(), target);
    Compact.writeText(event.currency(), target);
    Compact.writeNumber(event.amount(), target);
    Compact.writeText(event.payer(), target);
    Compact.writeText(event.payee(), target);
    Compact.writeText(event.merchant(), target);
    Compact.writeText(event.device(), target);
    Compact.writeText(event.ip(), target);
    Compact.writeNumber(event.time(), target);
  }

  @Override
  protected FraudEvent read(int writtenFormat, DataInputView source) throws IOException {
    return new FraudEvent(
        Compact.readText(source),
        Compact.readText(source),
        source.readBoolean(),
        OrderKind.valueOf(Compact.readText(source)),
        Channel.valueOf(Compact.readText(source)),
        Compact.readText(source),
        Compact.readNumber(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readNumber(source));
  }

  @Override
  public FraudEvent createInstance() {
    throw new UnsupportedOperationException("events are made of what is read only");
  }

  @Override
  public TypeSerializerSnapshot<FraudEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<FraudEvent> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<FraudEvent> restoreSerializer() {
      return new FraudEventSerializer();
    }
  }
}
