package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * A payment order as a change left it. Amounts: minor units of the currency. Times: milliseconds
 * since the epoch, UTC.
 *
 * @param refundedAmount cumulative
 * @param paidAt null until paid
 */
public record OrderChange(
    String orderId,
    long version,
    OrderKind kind,
    Channel channel,
    @Nullable String channelTxnId,
    @Nullable String merchantId,
    @Nullable String payerId,
    @Nullable String payeeId,
    String currency,
    long amount,
    long refundedAmount,
    OrderStatus status,
    long createdAt,
    @Nullable Long paidAt,
    @Nullable String traceParent,
    long lsn)
    implements Change {
  @Override
  public String key() {
    return orderId;
  }
}
