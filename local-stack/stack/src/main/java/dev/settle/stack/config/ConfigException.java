package dev.settle.stack.config;

import java.io.Serial;
import java.util.List;

/** The configuration is wrong; lists every error at once. */
public final class ConfigException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With one line an error. */
  public ConfigException(List<String> errors) {
    super("the configuration is not valid:\n  " + String.join("\n  ", errors));
  }
}
