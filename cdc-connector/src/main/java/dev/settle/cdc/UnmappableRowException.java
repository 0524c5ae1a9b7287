package dev.settle.cdc;

/** One row has a value that the contract has no place for; the change is published without it. */
final class UnmappableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  UnmappableRowException(String message) {
    super(message);
  }
}
