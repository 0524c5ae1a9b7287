package dev.settle.stack.statements;

import dev.settle.schemas.money.Money;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One detail row of a trade bill: a payment, or a refund.
 *
 * @param occurredAt time of the payment or of the refund
 * @param transactionId the channel's id of the payment
 * @param orderId our id of the order
 * @param userId who paid, as the channel knows it
 * @param product free text, may hold commas
 * @param amount what was paid, or given back; positive
 * @param fee what the channel takes; negative when it gives it back
 * @param feeRatePpm the agreed rate, parts per million
 * @param refund what a refund has besides; null on a payment
 */
public record BillLine(
    Instant occurredAt,
    String transactionId,
    String orderId,
    String userId,
    String product,
    Money amount,
    Money fee,
    long feeRatePpm,
    @Nullable Refund refund) {

  /**
   * What a refund has besides.
   *
   * @param channelRefundId the channel's id of the refund
   * @param refundId our id of the refund
   * @param state SUCCESS, or PROCESSING while the channel has not given the money back
   * @param requestedAt when it was asked for
   */
  public record Refund(
      String channelRefundId, String refundId, String state, Instant requestedAt) {}

  /** A payment with the fee that the rate gives. */
  static BillLine payment(
      Instant paidAt,
      String transactionId,
      String orderId,
      String userId,
      String product,
      Money amount,
      long feeRatePpm) {
    Money fee = amount.atRate(feeRatePpm, RoundingMode.HALF_UP);
    return new BillLine(
        paidAt, transactionId, orderId, userId, product, amount, fee, feeRatePpm, null);
  }

  /** A refund of it, with the fee given back. */
  static BillLine refund(
      Instant succeededAt,
      String transactionId,
      String orderId,
      String userId,
      String product,
      Money amount,
      long feeRatePpm,
      Refund refund) {
    Money fee = amount.atRate(feeRatePpm, RoundingMode.HALF_UP).negated();
    return new BillLine(
        succeededAt, transactionId, orderId, userId, product, amount, fee, feeRatePpm, refund);
  }

  /** True for a refund. */
  public boolean isRefund() {
    return refund != null;
  }

  /** The same line with another amount and the fee that goes with it. */
  BillLine withAmount(Money other) {
    Money otherFee = other.atRate(feeRatePpm, RoundingMode.HALF_UP);
    return new BillLine(
        occurredAt,
        transactionId,
        orderId,
        userId,
        product,
        other,
        isRefund() ? otherFee.negated() : otherFee,
        feeRatePpm,
        refund);
  }

  /** The same line with another fee. */
  BillLine withFee(Money other) {
    return new BillLine(
        occurredAt, transactionId, orderId, userId, product, amount, other, feeRatePpm, refund);
  }

  /** The same refund in another state; only for refunds. */
  BillLine withState(String state) {
    if (refund == null) {
      throw new IllegalStateException("order " + orderId + ": a payment has no state of a refund");
    }
    Refund other = new Refund(refund.channelRefundId, refund.refundId, state, refund.requestedAt);
    return new BillLine(
        occurredAt, transactionId, orderId, userId, product, amount, fee, feeRatePpm, other);
  }
}
