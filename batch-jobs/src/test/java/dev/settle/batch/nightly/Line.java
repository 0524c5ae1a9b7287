package dev.settle.batch.nightly;

import org.jspecify.annotations.Nullable;

/**
 * A line of a generated statement.
 *
 * @param key names the line in its history; lines that say the same stand in the file in the order
 *     of their keys
 * @param day index of the statement's day
 * @param txnId the channel's id of the payment
 * @param orderId our order
 * @param channelRefundId the channel's id of the refund; null: a payment
 * @param refundId our refund; null: a payment
 * @param amount signed minor units: a refund is negative
 * @param fee signed minor units: negative on a refund
 * @param state the channel's word
 */
record Line(
    String key,
    int day,
    String txnId,
    String orderId,
    @Nullable String channelRefundId,
    @Nullable String refundId,
    long amount,
    long fee,
    String state) {

  /** What the line moves: a refund that failed moves nothing. */
  long settled() {
    return state.equals("FAIL") ? 0 : amount;
  }

  /** The same line in another place. */
  Line again(String otherKey, int otherDay) {
    return new Line(
        otherKey, otherDay, txnId, orderId, channelRefundId, refundId, amount, fee, state);
  }

  /** True when the two differ in their place only. */
  boolean saysTheSame(Line other) {
    return again(other.key, other.day).equals(other);
  }
}
