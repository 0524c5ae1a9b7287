package dev.settle.stack.cli;

import dev.settle.stack.traffic.generate.DaySpec;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which days of made-up payments, and how many; shared by the commands that make them. */
final class DayOptions {
  /** The channel whose day ends last: what was yesterday there is over for all of them. */
  private static final ZoneId ZONE = ZoneOffset.UTC;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Orders a day; default ${DEFAULT-VALUE}.")
  private int orders = 20_000;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description = "Business dates, the last one being --business-date; default ${DEFAULT-VALUE}.")
  private int days = 1;

  @Option(
      names = "--business-date",
      paramLabel = "YYYY-MM-DD",
      description = "The last business date; default yesterday in UTC.")
  private @Nullable LocalDate businessDate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--holds",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = {
        "Holds for each hundred orders, on money that the day leaves in the wallets: captured in parts and in full, released,",
        "expired, open; one in fifty overdraws its owner. Default ${DEFAULT-VALUE}."
      })
  private int holdsPercent = 5;

  @Option(
      names = "--instructions",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Journals a day as the batch side orders them: channel fees and splits; default ${DEFAULT-VALUE}.")
  private int instructions;

  /** Checks the numbers; exit code 2 when one is out of range. */
  void validate(int daysMax) {
    TrafficOptions.requireBetween("--orders", orders, 1, DaySpec.ORDERS_MAX);
    TrafficOptions.requireBetween("--days", days, 1, daysMax);
    TrafficOptions.requireBetween("--holds", holdsPercent, 0, 100);
    TrafficOptions.requireBetween("--instructions", instructions, 0, 1_000_000);
  }

  /** What is written for one of the dates; the last one's refunds stay on it. */
  DaySpec spec(LocalDate date) {
    return new DaySpec(seed, date, orders, date.isBefore(last()), holdsPercent, instructions);
  }

  /** The business dates, the earliest first. */
  List<LocalDate> dates() {
    LocalDate last = last();
    return Stream.iterate(last.minusDays(days - 1L), date -> date.plusDays(1)).limit(days).toList();
  }

  long seed() {
    return seed;
  }

  private LocalDate last() {
    return businessDate == null ? LocalDate.now(Clock.system(ZONE)).minusDays(1) : businessDate;
  }
}
