package dev.settle.schemas.codec;

import org.jspecify.annotations.Nullable;

/** Bytes are not a record of the expected type; the message says why. */
public final class CodecException extends Exception {
  /** A failure with its cause, null when the bytes themselves are the cause. */
  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
