package dev.settle.stream.ledger.rule;

/** Why a change was refused. The names are part of the contract of {@code payments.quarantine}. */
public enum QuarantineCategory {
  /** The bytes, or the parts of the record, cannot be read as a change. */
  MALFORMED,
  /** A kind, channel, state or currency that this version does not know. */
  UNKNOWN_VALUE,
  /** A step that the state machine does not have. */
  ILLEGAL_TRANSITION,
  /** An amount that is not positive, or above what it may be, or that falls. */
  ILLEGAL_AMOUNT,
  /** The change denies what was accepted before, or itself. */
  CONTRADICTION,
  /** A row was deleted: payments never are. */
  DELETED,
  /** A refund of an order that was never paid. */
  ORPHAN_REFUND,
  /** An instruction whose legs do not sum to zero. */
  UNBALANCED
}
