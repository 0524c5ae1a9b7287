package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of one refund: its last accepted version and what was posted from it. A
 * Flink POJO; see {@link OrderState} for how it may grow. Amounts: minor units.
 */
public final class RefundState {
  /** Last accepted version; 0: none yet. */
  public long version;

  /** Status of that version. */
  public RefundStatus status = RefundStatus.PENDING;

  /** Identity: never changes once seen. */
  public long amount;

  /** Identity; ISO 4217. */
  public String currency = "";

  /** Identity; milliseconds since the epoch. */
  public long createdAt;

  /** Fixed once the refund is no longer pending. */
  public @Nullable String channelRefundId;

  /** Milliseconds since the epoch; 0 unless succeeded. */
  public long succeededAt;

  /** Posted from the refund so far: 0, or its amount. */
  public long posted;

  /** For Flink's serialiser, and for a refund not seen yet. */
  public RefundState() {}

  /** True when a change of the refund has been accepted. */
  public boolean isKnown() {
    return version > 0;
  }
}
