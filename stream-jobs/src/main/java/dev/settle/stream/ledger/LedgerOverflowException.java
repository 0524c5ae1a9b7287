package dev.settle.stream.ledger;

/**
 * A balance or a sequence does not fit 64 bits. The job fails and stays failed: there is no right
 * entry to write, and a wrong one would be worse than none.
 */
public final class LedgerOverflowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An overflow, naming the account and the journal. */
  public LedgerOverflowException(String message, ArithmeticException cause) {
    super(message, cause);
  }
}
