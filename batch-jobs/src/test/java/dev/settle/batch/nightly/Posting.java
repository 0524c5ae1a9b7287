package dev.settle.batch.nightly;

import org.jspecify.annotations.Nullable;

/**
 * A payment or refund of a generated history, as the ledger books it.
 *
 * @param orderId our order
 * @param refundId our refund; null: a payment
 * @param txnId the channel's id of the payment
 * @param channelRefundId the channel's id of the refund, where it is known
 * @param amount signed minor units: a refund is negative
 * @param orderAmount amount of the order
 * @param currency ISO 4217
 * @param orderDay index of the day of the order
 * @param day index of the day to which it belongs
 * @param booked index of the day into which it is booked: a later one when the day was closed
 */
record Posting(
    String orderId,
    @Nullable String refundId,
    String txnId,
    @Nullable String channelRefundId,
    long amount,
    long orderAmount,
    String currency,
    int orderDay,
    int day,
    int booked) {

  /** The journal's id. */
  String journalId() {
    return refundId == null ? "order:" + orderId + ":paid" : "refund:" + refundId + ":succeeded";
  }
}
