package dev.settle.stream.fraud.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** History could not be read: ClickHouse refused or did not answer. */
public final class HistoryException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean unreachable;

  private HistoryException(String message, boolean unreachable, @Nullable Throwable cause) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  static HistoryException unanswered(HistoryServer server, IOException cause) {
    String reason = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new HistoryException(
        "ClickHouse at " + server + " does not answer: " + reason, true, cause);
  }

  static HistoryException refused(HistoryServer server, String answer) {
    return new HistoryException(
        "ClickHouse at " + server + " refused a query: " + answer, false, null);
  }

  static HistoryException unusable(String why) {
    return new HistoryException(why, false, null);
  }

  /** True when no answer came. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
