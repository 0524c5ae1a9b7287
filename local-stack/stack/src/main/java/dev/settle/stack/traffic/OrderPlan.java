package dev.settle.stack.traffic;

import dev.settle.schemas.payment.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of one order, known before anything is written.
 *
 * @param order the order as first written
 * @param channelTxnId the channel's id of the payment; null for the wallet and for what is not paid
 * @param paidAt when it is paid; null when it never is
 * @param cancelledAt when it is cancelled; null when it never is
 * @param refunds its refunds, in the order in which they are asked for and settled
 * @param attempt a forbidden write that PostgreSQL has to refuse, tried when the order is in its
 *     last state; usually null
 */
public record OrderPlan(
    NewOrder order,
    @Nullable String channelTxnId,
    @Nullable Instant paidAt,
    @Nullable Instant cancelledAt,
    List<RefundPlan> refunds,
    @Nullable IllegalAttempt attempt) {

  /** Refuses a life that contradicts itself. */
  public OrderPlan {
    refunds = List.copyOf(refunds);
    if (paidAt != null && cancelledAt != null) {
      throw new IllegalArgumentException(
          "order " + order.orderId() + " cannot be both paid and cancelled");
    }
    if (paidAt == null && !refunds.isEmpty()) {
      throw new IllegalArgumentException(
          "order " + order.orderId() + " is not paid, so it has no refunds");
    }
    if (sumOfSucceeded(refunds) > order.amount()) {
      throw new IllegalArgumentException(
          "order " + order.orderId() + ": refunds exceed its amount");
    }
  }

  /** An order that is paid and stays so. */
  public static OrderPlan paid(NewOrder order, @Nullable String channelTxnId, Instant paidAt) {
    return new OrderPlan(order, channelTxnId, paidAt, null, List.of(), null);
  }

  /** Sum of the refunds that succeed, minor units. */
  public long refundedAmount() {
    return sumOfSucceeded(refunds);
  }

  /** The state it ends in. */
  public OrderStatus finalStatus() {
    if (cancelledAt != null) {
      return OrderStatus.CANCELLED;
    }
    if (paidAt == null) {
      return OrderStatus.PENDING;
    }
    long refunded = refundedAmount();
    if (refunded == 0) {
      return OrderStatus.PAID;
    }
    return refunded == order.amount() ? OrderStatus.REFUNDED : OrderStatus.PARTIALLY_REFUNDED;
  }

  /** The version of the row it ends with: 1, and one more for each update. */
  public long finalVersion() {
    long updates = paidAt != null || cancelledAt != null ? 1 : 0;
    return 1 + updates + refunds.stream().filter(RefundPlan::succeeds).count();
  }

  private static long sumOfSucceeded(List<RefundPlan> refunds) {
    return refunds.stream()
        .filter(RefundPlan::succeeds)
        .mapToLong(RefundPlan::amount)
        .reduce(0, Math::addExact);
  }
}
