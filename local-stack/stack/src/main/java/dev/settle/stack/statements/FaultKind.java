package dev.settle.stack.statements;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What can be wrong with a statement, and the class in which a reconciliation must put it. */
public enum FaultKind {
  /** The channel does not list a payment or a refund. */
  MISSING_LINE("MISSING_IN_CHANNEL"),
  /** The channel lists a payment that we never had. */
  EXTRA_LINE("MISSING_IN_LEDGER"),
  /** Another amount than ours. */
  WRONG_AMOUNT("AMOUNT_MISMATCH"),
  /** A refund that we hold for done is still being processed by the channel. */
  WRONG_STATUS("STATUS_MISMATCH"),
  /** The same line twice. */
  DUPLICATE_LINE("DUPLICATE_IN_CHANNEL"),
  /** Another fee than the agreed rate gives. */
  WRONG_FEE("FEE_MISMATCH"),
  /** Less came to the bank than the channel paid out. */
  SHORT_PAYOUT("AMOUNT_MISMATCH");

  /** What can be wrong with a line of a channel's statement. */
  static final Set<FaultKind> OF_LINES =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SHORT_PAYOUT)));

  private final String expectedClass;

  FaultKind(String expectedClass) {
    this.expectedClass = expectedClass;
  }

  /** The class of the reconciliation's break. */
  public String expectedClass() {
    return expectedClass;
  }
}
