package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The booking dates of a statement, of which none may be before the period that it declares, or
 * after both the period and the closing balance.
 */
final class BookingDates {
  private @Nullable LocalDate from;
  private @Nullable LocalDate to;
  private @Nullable LocalDate first;
  private @Nullable LocalDate last;
  private int firstLine;
  private int lastLine;

  /** What {@code FrToDt} says. */
  void period(@Nullable LocalDate periodFrom, @Nullable LocalDate periodTo) {
    from = periodFrom;
    to = periodTo;
  }

  void add(LocalDate date, int line) {
    if (first == null || date.isBefore(first)) {
      first = date;
      firstLine = line;
    }
    if (last == null || date.isAfter(last)) {
      last = date;
      lastLine = line;
    }
  }

  void verify(LocalDate closing) throws StatementRefusedException {
    if (first != null && from != null && first.isBefore(from)) {
      throw new StatementRefusedException(
          firstLine, "Ntry/BookgDt", "%s is before the period from %s".formatted(first, from));
    }
    LocalDate end = to == null || to.isBefore(closing) ? closing : to;
    if (last != null && last.isAfter(end)) {
      throw new StatementRefusedException(
          lastLine,
          "Ntry/BookgDt",
          "%s is after the end of the statement on %s".formatted(last, end));
    }
  }
}
