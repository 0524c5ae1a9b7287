package dev.settle.batch;

import dev.settle.batch.cli.ExitCode;

/** What ends a command: says what failed, where and what to do, and with which exit code. */
public final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private BatchException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private BatchException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A server that does not answer. */
  public static BatchException unreachable(String message, Throwable cause) {
    return new BatchException(ExitCode.UNREACHABLE, message, cause);
  }

  /** Something is not there yet, or does not agree yet: try later. */
  public static BatchException incomplete(String message) {
    return new BatchException(ExitCode.INCOMPLETE, message);
  }

  /** An input that does not hold. */
  public static BatchException refused(String message) {
    return new BatchException(ExitCode.REFUSED, message);
  }

  /** A command that makes no sense. */
  public static BatchException usage(String message) {
    return new BatchException(ExitCode.USAGE, message);
  }

  /** A step that failed. */
  public static BatchException failed(String message, Throwable cause) {
    return new BatchException(ExitCode.FAILED, message, cause);
  }

  /** A step that failed by its own judgement. */
  public static BatchException failed(String message) {
    return new BatchException(ExitCode.FAILED, message);
  }

  /** The code for the operating system. */
  public int exitCode() {
    return exitCode;
  }
}
