package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of an order: its last accepted version and what was posted from it.
 * Refused changes leave no trace here. Release 1 wrote it as a Flink POJO, which it must remain to
 * be read; a new field also needs its place in {@code OrderStateSerializer}. Amounts: minor units.
 */
public final class OrderState {
  /** Last accepted version; 0: no change of the order itself has been accepted yet. */
  public long version;

  /** Status of that version. */
  public OrderStatus status = OrderStatus.PENDING;

  /** Identity: never changes once seen. */
  public OrderKind kind = OrderKind.PURCHASE;

  /** Identity. */
  public Channel channel = Channel.WALLET;

  /** Fixed once paid. */
  public @Nullable String channelTxnId;

  /** Identity. */
  public @Nullable String merchantId;

  /** Identity. */
  public @Nullable String payerId;

  /** Identity. */
  public @Nullable String payeeId;

  /** Identity; ISO 4217. */
  public String currency = "";

  /** Identity. */
  public long amount;

  /** Identity; milliseconds since the epoch. */
  public long createdAt;

  /** Fixed once paid; milliseconds since the epoch, 0 while unpaid. */
  public long paidAt;

  /** The order's own cumulative refunded amount, a control: it moves no money. */
  public long refundedAmount;

  /** Posted from the order so far: 0, or its amount. */
  public long paidPosted;

  /** Posted from its refunds so far; at most {@link #paidPosted}. */
  public long refundedPosted;

  /** Succeeded refunds that wait for the order to be paid. */
  public int refundsWaiting;

  /** For Flink's serialiser, and for an order not seen yet. */
  public OrderState() {}

  /** True when a change of the order itself has been accepted. */
  public boolean isKnown() {
    return version > 0;
  }

  /** True when the order's payment has been posted. */
  public boolean isPaid() {
    return isKnown() && status.isPaid();
  }
}
