package dev.settle.cdc;

import java.util.List;

/** The configuration has errors; the message lists all of them. */
public final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  InvalidConfigException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One line for each wrong value. */
  public List<String> errors() {
    return errors;
  }
}
