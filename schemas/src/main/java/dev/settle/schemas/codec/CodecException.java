package dev.settle.schemas.codec;

/** Bytes are not a record of the expected type; the message says why. */
public final class CodecException extends Exception {
  /** A failure with its cause. */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
