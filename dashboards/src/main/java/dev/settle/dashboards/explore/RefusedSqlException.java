package dev.settle.dashboards.explore;

/** A statement was not run, or gave no result, because of what it says. */
public final class RefusedSqlException extends RuntimeException {
  /** Whose rule it is. */
  public enum Reason {
    /** Forbidden here: no reading of tables, or beyond what is offered. */
    NOT_ALLOWED,
    /** ClickHouse does not understand it: the message is ClickHouse's. */
    SQL_ERROR,
    /** The person who asked has stopped it. */
    CANCELLED
  }

  private final Reason reason;

  /** With a message for the person who wrote the statement. */
  public RefusedSqlException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Whose rule it is. */
  public Reason reason() {
    return reason;
  }

  static RefusedSqlException notAllowed(String message) {
    return new RefusedSqlException(Reason.NOT_ALLOWED, message);
  }
}
