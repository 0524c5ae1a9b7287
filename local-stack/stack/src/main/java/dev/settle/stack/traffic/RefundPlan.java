package dev.settle.stack.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one refund.
 *
 * @param refundId primary key
 * @param amount minor units, above zero
 * @param channelRefundId the channel's id of it; null for the wallet and for a failed refund
 * @param createdAt when it was asked for
 * @param succeededAt when the money went back; null when the refund failed
 */
public record RefundPlan(
    String refundId,
    long amount,
    @Nullable String channelRefundId,
    Instant createdAt,
    @Nullable Instant succeededAt) {

  /** True when the money goes back. */
  public boolean succeeds() {
    return succeededAt != null;
  }
}
