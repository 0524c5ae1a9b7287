package dev.settle.batch.breaks;

/** Why a correction is made. */
public enum CorrectionKind {
  /** What will not come is given up. */
  WRITE_OFF,
  /** The money's owner is not known yet: it waits in suspense. */
  SUSPENSE,
  /** The ledger booked to a wrong account, or did not book: put right. */
  REBOOK,
  /** The channel's fee, other than by the rate card. */
  FEE
}
