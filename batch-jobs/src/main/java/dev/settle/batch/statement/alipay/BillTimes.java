package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementRefusedException;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** Local times of a bill, {@code yyyy-MM-dd HH:mm:ss}: strict, and quick to read. */
final class BillTimes {
  private static final String SHAPE = "dddd-dd-dd dd:dd:dd";

  private BillTimes() {}

  static boolean isTime(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char shape = SHAPE.charAt(i);
      if (shape == 'd' ? c < '0' || c > '9' : c != shape) {
        return false;
      }
    }
    return true;
  }

  static LocalDateTime parse(String text, int line, String field) throws StatementRefusedException {
    if (!isTime(text)) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' is not a time of the form yyyy-MM-dd HH:mm:ss");
    }
    try {
      return LocalDateTime.of(
          number(text, 0, 4),
          number(text, 5, 7),
          number(text, 8, 10),
          number(text, 11, 13),
          number(text, 14, 16),
          number(text, 17, 19));
    } catch (DateTimeException e) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' does not exist: " + e.getMessage());
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
