package dev.settle.schemas.payment;

/** States of a refund. */
public enum RefundStatus {
  PENDING,
  SUCCEEDED,
  FAILED;

  /** True when a refund in this state may be written with the next one; a state may always stay. */
  public boolean canBecome(RefundStatus next) {
    return this == next || this == PENDING;
  }
}
