package dev.settle.schemas.payment;

/** States of a hold (domain.md section 2). */
public enum HoldStatus {
  /** The whole amount is frozen. */
  HELD,
  /** A part or all of it was captured; the rest stays frozen. */
  CAPTURED,
  /** The rest went back to its owner. Final. */
  RELEASED,
  /** The rest went back because the hold ran out. Final. */
  EXPIRED;

  /** True when the hold has ended: nothing is frozen any more. */
  public boolean isClosed() {
    return this == RELEASED || this == EXPIRED;
  }

  /**
   * True when a hold in this state may be written with the next one; a state may always stay, as
   * CAPTURED does while more is captured.
   */
  public boolean canBecome(HoldStatus next) {
    return this == next
        || switch (this) {
          case HELD -> true;
          case CAPTURED -> next.isClosed();
          case RELEASED, EXPIRED -> false;
        };
  }
}
