package dev.settle.stack.traffic;

import java.io.Serial;

/** Traffic could not be written; the message says what, where and what to do. */
public final class TrafficException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  private TrafficException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private TrafficException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was written, or found, is not what it must be: exit code 1. */
  public static TrafficException failed(String message) {
    return new TrafficException(1, message);
  }

  /** A step failed: exit code 1. */
  public static TrafficException failed(String message, Throwable cause) {
    return new TrafficException(1, message, cause);
  }

  /** The command line makes no sense: exit code 2. */
  public static TrafficException usage(String message) {
    return new TrafficException(2, message);
  }

  /** The input is refused: exit code 65. */
  public static TrafficException refused(String message) {
    return new TrafficException(65, message);
  }

  /** A server did not answer for too long: exit code 69. */
  public static TrafficException unreachable(String message, Throwable cause) {
    return new TrafficException(69, message, cause);
  }

  /** Something has not happened in time; try later: exit code 75. */
  public static TrafficException incomplete(String message) {
    return new TrafficException(75, message);
  }

  /** The exit code of the command. */
  public int exitCode() {
    return exitCode;
  }
}
