package dev.settle.stream.fraud;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes events for the network and for state. */
public final class FraudEventSerializer extends StateSerializer<FraudEvent> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** The place of each is its code in state: a new one goes to the end. */
  private static final List<OrderKind> KINDS =
      List.of(
          OrderKind.PURCHASE,
          OrderKind.TIP,
          OrderKind.TOP_UP,
          OrderKind.TRANSFER,
          OrderKind.WITHDRAWAL);

  /** As {@link #KINDS}. */
  private static final List<Channel> CHANNELS =
      List.of(
          Channel.WECHAT,
          Channel.ALIPAY,
          Channel.UNIONPAY,
          Channel.STRIPE,
          Channel.ADYEN,
          Channel.WALLET);

  private transient String lastCurrency = "";

  /** A serialiser. */
  public FraudEventSerializer() {
    super(FORMAT);
  }

  @Override
  protected void write(FraudEvent event, DataOutputView target) throws IOException {
    target.writeBoolean(event.refund());
    target.writeByte(KINDS.indexOf(event.kind()));
    target.writeByte(CHANNELS.indexOf(event.channel()));
    Compact.writeText(event.id(), target);
    if (event.refund()) {
      Compact.writeText(event.orderId(), target);
    }
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
    boolean refund = source.readBoolean();
    OrderKind kind = KINDS.get(source.readByte());
    Channel channel = CHANNELS.get(source.readByte());
    String id = Compact.readText(source);
    // A payment is named as its order.
    String orderId = refund ? Compact.readText(source) : id;
    return new FraudEvent(
        id,
        orderId,
        refund,
        kind,
        channel,
        currency(Compact.readText(source)),
        Compact.readNumber(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readText(source),
        Compact.readNumber(source));
  }

  /** Many events have the same: one object for them. */
  private String currency(String read) {
    if (!read.equals(lastCurrency)) {
      lastCurrency = read;
    }
    return lastCurrency;
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
