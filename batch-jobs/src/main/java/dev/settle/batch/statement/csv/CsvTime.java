package dev.settle.batch.statement.csv;

import dev.settle.batch.statement.StatementRefusedException;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * Times of the form {@code yyyy-MM-dd HH:mm:ss}, read strictly; their zone is the format's
 * business.
 */
public final class CsvTime {
  private static final String SHAPE = "dddd-dd-dd dd:dd:dd";

  private CsvTime() {}

  /**
   * Parses a time.
   *
   * @throws StatementRefusedException when it is of another form or does not exist
   */
  public static LocalDateTime parse(String text, int line, String field)
      throws StatementRefusedException {
    boolean shaped = text.length() == SHAPE.length();
    for (int i = 0; shaped && i < text.length(); i++) {
      char c = text.charAt(i);
      char shape = SHAPE.charAt(i);
      shaped = shape == 'd' ? c >= '0' && c <= '9' : c == shape;
    }
    if (!shaped) {
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
