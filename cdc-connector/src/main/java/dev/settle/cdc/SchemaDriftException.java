package dev.settle.cdc;

/**
 * A captured table no longer has the shape that this version knows. Going on would lose a column's
 * values, so the connector stops.
 */
public final class SchemaDriftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaDriftException(String message) {
    super(message);
  }
}
