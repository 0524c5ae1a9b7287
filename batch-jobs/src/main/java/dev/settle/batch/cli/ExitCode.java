package dev.settle.batch.cli;

/** Exit codes of every command. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** A proof or a step failed. */
  public static final int FAILED = 1;

  /** Wrong usage. */
  public static final int USAGE = 2;

  /** An input was refused. */
  public static final int REFUSED = 65;

  /** A server is not reachable. */
  public static final int UNREACHABLE = 69;

  /** Incomplete: try later. */
  public static final int INCOMPLETE = 75;

  private ExitCode() {}
}
