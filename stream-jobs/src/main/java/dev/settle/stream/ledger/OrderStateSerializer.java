package dev.settle.stream.ledger;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of an order, about 90 bytes. */
public final class OrderStateSerializer extends StateSerializer<OrderState> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** Their places are their numbers in the state: only ever append. */
  private static final List<OrderStatus> STATES =
      List.of(
          OrderStatus.PENDING,
          OrderStatus.PAID,
          OrderStatus.PARTIALLY_REFUNDED,
          OrderStatus.REFUNDED,
          OrderStatus.CANCELLED);

  private static final List<OrderKind> KINDS =
      List.of(
          OrderKind.PURCHASE,
          OrderKind.TIP,
          OrderKind.TOP_UP,
          OrderKind.TRANSFER,
          OrderKind.WITHDRAWAL);

  private static final List<Channel> CHANNELS =
      List.of(
          Channel.WECHAT,
          Channel.ALIPAY,
          Channel.UNIONPAY,
          Channel.STRIPE,
          Channel.ADYEN,
          Channel.WALLET);

  /** The only kind there is. */
  public OrderStateSerializer() {
    super(FORMAT);
  }

  @Override
  public OrderState createInstance() {
    return new OrderState();
  }

  @Override
  protected void write(OrderState state, DataOutputView target) throws IOException {
    Compact.writeNumber(state.version, target);
    target.writeByte(numberOf(state.status, STATES));
    target.writeByte(numberOf(state.kind, KINDS));
    target.writeByte(numberOf(state.channel, CHANNELS));
    Compact.writeOptionalText(state.channelTxnId, target);
    Compact.writeOptionalText(state.merchantId, target);
    Compact.writeOptionalText(state.payerId, target);
    Compact.writeOptionalText(state.payeeId, target);
    Compact.writeText(state.currency, target);
    Compact.writeNumber(state.amount, target);
    Compact.writeNumber(state.createdAt, target);
    Compact.writeNumber(state.paidAt, target);
    Compact.writeNumber(state.refundedAmount, target);
    Compact.writeNumber(state.paidPosted, target);
    Compact.writeNumber(state.refundedPosted, target);
    Compact.writeNumber(state.refundsWaiting, target);
  }

  @Override
  protected OrderState read(int writtenFormat, DataInputView source) throws IOException {
    OrderState state = new OrderState();
    state.version = Compact.readNumber(source);
    state.status = STATES.get(source.readByte());
    state.kind = KINDS.get(source.readByte());
    state.channel = CHANNELS.get(source.readByte());
    state.channelTxnId = Compact.readOptionalText(source);
    state.merchantId = Compact.readOptionalText(source);
    state.payerId = Compact.readOptionalText(source);
    state.payeeId = Compact.readOptionalText(source);
    state.currency = Compact.readText(source);
    state.amount = Compact.readNumber(source);
    state.createdAt = Compact.readNumber(source);
    state.paidAt = Compact.readNumber(source);
    state.refundedAmount = Compact.readNumber(source);
    state.paidPosted = Compact.readNumber(source);
    state.refundedPosted = Compact.readNumber(source);
    state.refundsWaiting = Math.toIntExact(Compact.readNumber(source));
    return state;
  }

  private static <E> int numberOf(E value, List<E> all) throws IOException {
    int number = all.indexOf(value);
    if (number < 0) {
      throw new IOException(value + " has no number in the state yet: append it to its list");
    }
    return number;
  }

  @Override
  public TypeSerializerSnapshot<OrderState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers; its name never changes. */
  public static final class Snapshot extends StateSerializerSnapshot<OrderState> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<OrderState> restoreSerializer() {
      return new OrderStateSerializer();
    }
  }
}
