package dev.settle.stack.lifecycle;

import java.io.Serial;

/**
 * Ports that the stack needs are taken by others; the message names each with its holder and the
 * flag to change it.
 */
public final class PortInUseException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  PortInUseException(String message) {
    super(message);
  }
}
