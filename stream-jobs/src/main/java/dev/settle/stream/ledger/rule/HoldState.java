package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.HoldStatus;

/**
 * What the ledger remembers of a hold: its last accepted version and what was posted from it. A
 * Flink POJO; see {@link OrderState} for how it may grow. Amounts: minor units.
 */
public final class HoldState {
  /** Last accepted version; 0: none yet. */
  public long version;

  /** Status of that version. */
  public HoldStatus status = HoldStatus.HELD;

  /** Identity: never changes once seen. */
  public String ownerId = "";

  /** Identity. */
  public String merchantId = "";

  /** Identity; ISO 4217. */
  public String currency = "";

  /** Identity. */
  public long amount;

  /** Identity; milliseconds since the epoch. */
  public long createdAt;

  /** Frozen so far: 0, or its amount. */
  public long heldPosted;

  /** Captured so far. */
  public long capturedPosted;

  /** Given back so far: 0, or what was not captured. */
  public long returnedPosted;

  /** For Flink's serialiser, and for a hold not seen yet. */
  public HoldState() {}

  /** True when a change of the hold has been accepted. */
  public boolean isKnown() {
    return version > 0;
  }
}
