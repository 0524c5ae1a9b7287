package dev.settle.schemas.migration;

/** A migration could not be applied; the message names the file, the statement and the cause. */
public final class MigrationException extends RuntimeException {
  /** A failure without a further cause. */
  public MigrationException(String message) {
    super(message);
  }

  /** A failure with its cause. */
  public MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
