package dev.settle.dashboards.query;

/**
 * A request named a parameter that a panel has not, or gave it a value that is none of its type.
 */
public final class BadParameterException extends RuntimeException {
  /** What is wrong and what was expected. */
  public BadParameterException(String message) {
    super(message);
  }
}
