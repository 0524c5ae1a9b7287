package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * A refund as a change left it. Amount: minor units of the currency. Times: milliseconds since the
 * epoch, UTC.
 *
 * @param succeededAt null until succeeded
 */
public record RefundChange(
    String refundId,
    String orderId,
    long version,
    long amount,
    String currency,
    RefundStatus status,
    @Nullable String channelRefundId,
    long createdAt,
    @Nullable Long succeededAt,
    @Nullable String traceParent,
    long lsn)
    implements Change {
  @Override
  public String key() {
    return orderId;
  }
}
