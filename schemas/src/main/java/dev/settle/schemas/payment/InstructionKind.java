package dev.settle.schemas.payment;

/** What the batch side orders the ledger to book (domain.md sections 3 to 5). */
public enum InstructionKind {
  /** A channel's fee. */
  CHANNEL_FEE,
  /** A channel pays out to the bank. */
  CHANNEL_PAYOUT,
  /** Profit sharing of an order. */
  SPLIT,
  /** A receiver's part of a refund goes back. */
  CLAWBACK,
  /** A merchant's settled money becomes payable. */
  SETTLEMENT,
  /** A rolling reserve is kept back or set free. */
  RESERVE,
  /** Payable money leaves through the bank. */
  PAYOUT,
  /** A tolerated difference. */
  TOLERANCE,
  /** An approved correction. */
  CORRECTION
}
