package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.HoldStatus;
import org.jspecify.annotations.Nullable;

/**
 * A hold as a change left it. Amounts: minor units of the currency. Times: milliseconds since the
 * epoch, UTC.
 *
 * @param ownerId the user whose money is frozen
 * @param merchantId the merchant that a capture pays
 * @param capturedAmount cumulative
 * @param capturedAt time of the last capture; null while nothing is captured
 * @param closedAt when the rest was released or expired; null before
 */
public record HoldChange(
    String holdId,
    long version,
    String ownerId,
    String merchantId,
    String currency,
    long amount,
    long capturedAmount,
    HoldStatus status,
    long createdAt,
    @Nullable Long capturedAt,
    @Nullable Long closedAt,
    @Nullable String traceParent,
    long lsn)
    implements Change {
  @Override
  public String key() {
    return holdId;
  }
}
