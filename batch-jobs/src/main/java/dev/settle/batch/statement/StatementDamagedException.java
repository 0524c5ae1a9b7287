package dev.settle.batch.statement;

import java.io.IOException;

/** The content of a statement cannot be unpacked: cut, damaged, or a bomb. The file is refused. */
public final class StatementDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A damage that says what is wrong. */
  public StatementDamagedException(String message) {
    super(message);
  }

  /** A damage that the unpacker found. */
  public StatementDamagedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What the unpacker found; it says nothing itself of an archive that ends too early.
   *
   * @param what what cannot be read
   */
  static StatementDamagedException of(String what, IOException found) {
    String cause = found.getMessage() == null ? "unexpected end" : found.getMessage();
    return new StatementDamagedException(what + ": " + cause, found);
  }
}
