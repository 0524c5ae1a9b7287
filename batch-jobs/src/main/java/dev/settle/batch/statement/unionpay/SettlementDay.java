package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.schemas.payment.Channel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The window of a settlement date: from the cut-off of the day before to the cut-off of the day,
 * 23:00 Beijing time. Rows carry month, day and time only, so the year follows from the window; in
 * the statement of 1 January the rows of 31 December are of the year before.
 */
final class SettlementDay {
  private static final String SHAPE = "MMDDHHmmss";
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MMddHHmmss");

  private final LocalDate date;
  private final LocalDateTime from;
  private final LocalDateTime to;

  SettlementDay(LocalDate date) {
    this.date = date;
    this.from = date.minusDays(1).atTime(Channel.UNIONPAY.cutOff());
    this.to = date.atTime(Channel.UNIONPAY.cutOff());
  }

  /** The instant of a row's time, which must be within the window. */
  Instant instantOf(String text, int line, String field) throws StatementRefusedException {
    // Both ends of the window give the year: they differ on 1 January only.
    int year = text.startsWith("12") ? from.getYear() : to.getYear();
    LocalDateTime time = time(text, year, line, field);
    if (time.isBefore(from) || !time.isBefore(to)) {
      throw new StatementRefusedException(
          line,
          field,
          "'" + text + "' is not of settlement date " + date + ", which is " + from + " to " + to);
    }
    return time.atZone(Channel.UNIONPAY.zone()).toInstant();
  }

  /** The last such time before the window ends: a dispute is settled days after it was raised. */
  Instant lastBeforeEnd(String text, int line, String field) throws StatementRefusedException {
    // MMDDHHmmss compare as the times do within a year.
    int year = text.compareTo(SHORT.format(to)) < 0 ? to.getYear() : to.getYear() - 1;
    return time(text, year, line, field).atZone(Channel.UNIONPAY.zone()).toInstant();
  }

  private static LocalDateTime time(String text, int year, int line, String field)
      throws StatementRefusedException {
    boolean digits = text.length() == SHAPE.length();
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' is not a time of the form " + SHAPE);
    }
    try {
      return LocalDateTime.of(
          year,
          number(text, 0),
          number(text, 2),
          number(text, 4),
          number(text, 6),
          number(text, 8));
    } catch (DateTimeException e) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' does not exist in " + year + ": " + e.getMessage());
    }
  }

  private static int number(String text, int at) {
    return Integer.parseInt(text, at, at + 2, 10);
  }
}
