package dev.settle.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NightRangeTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void shouldRunEveryDayOfTheRangeInOrder() throws Exception {
    List<LocalDate> run = new ArrayList<>();
    NightRange.run(days("--from", "2026-11-29", "--to", "2026-12-02"), run::add, out);

    assertThat(run)
        .containsExactly(
            LocalDate.parse("2026-11-29"),
            LocalDate.parse("2026-11-30"),
            LocalDate.parse("2026-12-01"),
            LocalDate.parse("2026-12-02"));
  }

  @Test
  void shouldStopAtTheFirstDayThatFailsWithItsExitCode() {
    List<LocalDate> run = new ArrayList<>();
    BatchException stopped =
        catchThrowableOfType(
            BatchException.class,
            () ->
                NightRange.run(
                    days("--from", "2026-11-20", "--to", "2026-11-24"),
                    day -> {
                      run.add(day);
                      if (day.equals(LocalDate.parse("2026-11-22"))) {
                        throw BatchException.refused("a bad bill");
                      }
                    },
                    out));

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run).hasSize(3);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("stopped at 2026-11-22; not run: 2026-11-23 to 2026-11-24");
  }

  @Test
  void shouldTakeOneDateOrARangeAndNothingElse() {
    assertThat(days("--business-date", "2026-11-20")).hasSize(1);
    assertUsage();
    assertUsage("--from", "2026-11-20");
    assertUsage("--to", "2026-11-20");
    assertUsage("--business-date", "2026-11-20", "--from", "2026-11-20", "--to", "2026-11-20");
    assertUsage("--from", "2026-11-21", "--to", "2026-11-20");
    assertUsage("--from", "2024-11-21", "--to", "2026-11-20");
  }

  private static void assertUsage(String... arguments) {
    BatchException refused = catchThrowableOfType(BatchException.class, () -> days(arguments));
    assertThat(refused).as(String.join(" ", arguments)).isNotNull();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static List<LocalDate> days(String... arguments) {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs(arguments);
    return flags.dates.all();
  }

  @Command
  private static final class Flags {
    @Mixin private NightDates dates = new NightDates();
  }
}
