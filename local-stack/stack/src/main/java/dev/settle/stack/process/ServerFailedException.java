package dev.settle.stack.process;

import java.io.Serial;

/**
 * A server, or a program that prepares one, failed; the message says which, why, and where to read
 * more.
 */
public final class ServerFailedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public ServerFailedException(String message) {
    super(message);
  }
}
