package dev.settle.batch.statement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a channel statement in the form that every channel's format is brought to.
 *
 * @param channelTxnId the channel's id of the payment, on a refund of the payment refunded; of a
 *     line that is about neither, the channel's id of the line, empty when it gave none
 * @param channelRefundId the channel's id of the refund; null on payments and where it gave none
 * @param orderId our id of the order; empty on lines that are about none, as a payout
 * @param refundId our id of the refund; null on payments and where the channel gave none
 * @param kind what the line is about
 * @param state the channel's own word: SUCCESS, PROCESSING, FAIL, …
 * @param amount signed minor units: a refund is negative, and so is what leaves the account; 0 on a
 *     line that is a fee and nothing else
 * @param fee signed minor units: positive when the merchant pays
 * @param currency ISO 4217
 * @param occurredAt when it happened
 * @param lineNo line of the file, from 1
 * @param batchId the channel's id of the payout or batch in which the line is settled; null where
 *     the statement tells none
 */
public record StatementLine(
    String channelTxnId,
    @Nullable String channelRefundId,
    String orderId,
    @Nullable String refundId,
    LineKind kind,
    String state,
    long amount,
    long fee,
    String currency,
    Instant occurredAt,
    int lineNo,
    @Nullable String batchId) {

  /** A line of a statement that tells no batches. */
  public StatementLine(
      String channelTxnId,
      @Nullable String channelRefundId,
      String orderId,
      @Nullable String refundId,
      LineKind kind,
      String state,
      long amount,
      long fee,
      String currency,
      Instant occurredAt,
      int lineNo) {
    this(
        channelTxnId,
        channelRefundId,
        orderId,
        refundId,
        kind,
        state,
        amount,
        fee,
        currency,
        occurredAt,
        lineNo,
        null);
  }

  /** What the channel settles for this line: amount less fee, exact. */
  public long net() {
    return Math.subtractExact(amount, fee);
  }
}
