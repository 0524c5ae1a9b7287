package dev.settle.stack.migrate;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The topics could not be made or are not as the pipeline needs them. */
public final class KafkaTopicsException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  KafkaTopicsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
