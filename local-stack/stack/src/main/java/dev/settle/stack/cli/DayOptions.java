package dev.settle.stack.cli;

import dev.settle.stack.traffic.generate.DaySpec;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which days of made-up payments, and how many; shared by the commands that make them. */
final class DayOptions {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

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
      description = "The last business date; default yesterday in Beijing.")
  private @Nullable LocalDate businessDate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  /** Checks the numbers; exit code 2 when one is out of range. */
  void validate(int daysMax) {
    TrafficOptions.requireBetween("--orders", orders, 1, DaySpec.ORDERS_MAX);
    TrafficOptions.requireBetween("--days", days, 1, daysMax);
  }

  int orders() {
    return orders;
  }

  int days() {
    return days;
  }

  long seed() {
    return seed;
  }

  /** The last of the business dates. */
  LocalDate last() {
    return businessDate == null ? LocalDate.now(Clock.system(ZONE)).minusDays(1) : businessDate;
  }
}
