package dev.settle.stream.fraud.rule;

/** A filter that cannot be used. */
final class FilterException extends Exception {
  private static final long serialVersionUID = 1;

  FilterException(String why) {
    super(why, null, false, false);
  }
}
