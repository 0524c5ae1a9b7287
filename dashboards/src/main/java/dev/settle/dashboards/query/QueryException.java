package dev.settle.dashboards.query;

/** A query gave no result; the message is for the person who asked. */
public final class QueryException extends RuntimeException {
  /** Why, in the terms of who has to act. */
  public enum Category {
    /** The person asking: narrow the question. */
    LIMIT_EXCEEDED,
    /** Whoever runs the servers: ClickHouse does not answer, or is busy. */
    UNAVAILABLE,
    /** Whoever wrote the panel, or the migrations are missing. */
    FAILED
  }

  private final Category category;

  /** Without a cause of its own. */
  public QueryException(Category category, String message) {
    super(message);
    this.category = category;
  }

  /** With what was thrown. */
  public QueryException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** Who has to act. */
  public Category category() {
    return category;
  }
}
