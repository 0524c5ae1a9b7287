package dev.settle.cdc;

/** Kafka did not acknowledge a batch; nothing of it counts as processed. */
final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
