package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nights: that of one business date, or those of a range that is filled in afterwards. */
final class NightDates {
  private static final long DAYS_MAX = 400;

  @Option(names = "--business-date", paramLabel = "YYYY-MM-DD", description = "The business date.")
  private @Nullable LocalDate date;

  @Option(
      names = "--from",
      paramLabel = "YYYY-MM-DD",
      description = {
        "In place of --business-date: the first of several dates, up to --to. Their nights run in order, each whole;",
        "the first that does not succeed ends it, with its exit code."
      })
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM-DD",
      description = "The last of the dates from --from on; at most 400 days.")
  private @Nullable LocalDate to;

  /**
   * The dates, in order.
   *
   * @throws BatchException 2 when the flags do not name any, or too many
   */
  List<LocalDate> all() {
    if (date != null && from == null && to == null) {
      return List.of(date);
    }
    if (date != null || from == null || to == null) {
      throw BatchException.usage("give --business-date, or --from and --to");
    }
    if (to.isBefore(from)) {
      throw BatchException.usage("--to " + to + " is before --from " + from);
    }
    if (ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
      throw BatchException.usage("more than " + DAYS_MAX + " days from " + from + " to " + to);
    }
    return from.datesUntil(to.plusDays(1)).toList();
  }
}
