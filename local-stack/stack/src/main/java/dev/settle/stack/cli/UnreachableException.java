package dev.settle.stack.cli;

import java.io.Serial;

/** A server could not be reached; the message says which, where, and how to start it. */
public final class UnreachableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message for the user and the cause. */
  public UnreachableException(String message, Throwable cause) {
    super(message + " (" + cause + ")", cause);
  }
}
