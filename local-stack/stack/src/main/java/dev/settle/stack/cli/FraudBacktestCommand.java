package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.fraud.AlertFile;
import dev.settle.stack.fraud.BackTestReport;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stream.fraud.backtest.Alert;
import dev.settle.stream.fraud.backtest.BackTest;
import dev.settle.stream.fraud.backtest.BackTestException;
import dev.settle.stream.fraud.file.FileRule;
import dev.settle.stream.fraud.history.FraudHistory;
import dev.settle.stream.fraud.history.HistoryException;
import dev.settle.stream.fraud.history.HistoryServer;
import dev.settle.stream.fraud.rule.FraudRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fraud backtest}: what rules would have found in days that have been. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Runs rules over the payments in ClickHouse, with the job's own windows, and holds their alerts against the labels.",
      "Whatever their status, all rules of the file run; one without effective_from counts from the beginning. Payments of",
      "the longest window before --from fill the windows; alerts count from the first instant of --from to the last of --to.",
      "Precision: alerts that name an order labelled as fraud, of all alerts; an order without a label counts as no fraud.",
      "Recall: labelled orders of the period that an alert names. Adds: those that no other rule of the file names. Only",
      "here: alerts at a payment at which no other rule of the file alerts.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 65 the rules are refused, 69 ClickHouse does not answer."
    })
final class FraudBacktestCommand implements Callable<Integer> {
  private static final int DAYS_MAX = 400;
  private static final long SLICE_MS = 86_400_000;
  private static final long PROGRESS_NS = 5_000_000_000L;

  @Mixin private final StackOptions options = new StackOptions();
  @Mixin private final FraudRuleFile file = new FraudRuleFile();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "First day, inclusive.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "Last day, inclusive.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Zone of the days, such as Asia/Shanghai; default ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "Writes each alert to this CSV file.")
  private @Nullable Path alerts;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
      throw TrafficException.usage(
          "--from %s to --to %s must be 1 to %d days".formatted(from, to, DAYS_MAX));
    }
    List<FraudRule> rules = file.read().stream().map(FileRule::rule).toList();
    StackConfig config = options.resolve();
    FraudHistory history =
        new FraudHistory(
            new HistoryServer(
                URI.create(config.clickhouseUrl()),
                config.clickhouseUser(),
                config.clickhousePassword()));
    BackTestReport report;
    try {
      report = alerts == null ? run(rules, history, (alert, hit) -> {}) : run(rules, history);
    } catch (HistoryException e) {
      throw e.isUnreachable()
          ? TrafficException.unreachable(String.valueOf(e.getMessage()), e)
          : TrafficException.failed(String.valueOf(e.getMessage()), e);
    } catch (BackTestException e) {
      throw TrafficException.failed(String.valueOf(e.getMessage()), e);
    }
    FraudCommand.out(spec).print(json ? report.json() + System.lineSeparator() : report.text());
    FraudCommand.out(spec).flush();
    return ExitCodes.OK;
  }

  private BackTestReport run(List<FraudRule> rules, FraudHistory history)
      throws IOException, InterruptedException {
    try (AlertFile written = new AlertFile(Path.of(String.valueOf(alerts)))) {
      return run(rules, history, written::write);
    }
  }

  private BackTestReport run(
      List<FraudRule> rules, FraudHistory history, BiConsumer<Alert, Boolean> listener)
      throws IOException, InterruptedException {
    BackTest test = new BackTest(rules, from, to, zone, history.fraudulentOrders(), listener);
    long unreadable = 0;
    long toldAt = System.nanoTime();
    for (long at = test.warmUpFrom(); at < test.until(); at += SLICE_MS) {
      unreadable += history.read(at, Math.min(at + SLICE_MS, test.until()), test::accept);
      if (System.nanoTime() - toldAt > PROGRESS_NS) {
        toldAt = System.nanoTime();
        System.err.println("read to " + Instant.ofEpochMilli(at + SLICE_MS));
      }
    }
    return new BackTestReport(from, to, zone, unreadable, test.outcome());
  }
}
