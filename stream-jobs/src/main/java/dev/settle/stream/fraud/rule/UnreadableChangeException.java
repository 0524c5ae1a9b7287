package dev.settle.stream.fraud.rule;

/** A change of an order that this version cannot judge; the ledger quarantines the same record. */
public final class UnreadableChangeException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableChangeException(String why) {
    super(why, null, false, false);
  }
}
