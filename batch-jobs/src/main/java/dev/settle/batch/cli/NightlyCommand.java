package dev.settle.batch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.gate.KafkaLedgerTopicTotals;
import dev.settle.batch.nightly.Night;
import dev.settle.batch.nightly.NightOptions;
import dev.settle.batch.nightly.NightProgress;
import dev.settle.batch.nightly.NightRun;
import dev.settle.batch.nightly.NightStep;
import dev.settle.batch.nightly.NightlyApplication;
import dev.settle.batch.nightly.NightlySummary;
import dev.settle.batch.nightly.RerunReport;
import dev.settle.batch.report.ReportReader;
import dev.settle.batch.report.ReportWriter;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightly}: the whole night of a business date. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    subcommands = ExpectedCommand.class,
    description = {
      "Runs the night of a business date, or of several in order: gate, closing of the day, intake, reconcile, prove.",
      "A night that failed or was killed goes on where it stopped; a completed one is computed anew, with the same bytes.",
      "Exit codes: 0 done, 1 a proof or a step failed, 2 usage, 65 a statement was refused, 69 a server is not reachable, 75 incomplete."
    })
public final class NightlyCommand implements Callable<Integer> {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(NightlyCommand.class);

  @Mixin private Connections connections = new Connections();

  @Mixin private NightDates dates = new NightDates();

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only this channel: ${COMPLETION-CANDIDATES}.")
  private @Nullable Channel channel;

  @Option(
      names = "--statements",
      paramLabel = "DIR",
      defaultValue = Connections.STATEMENTS_DEFAULT,
      description =
          "Folder with one folder a channel: DIR/wechat/* (SETTLE_STATEMENTS_DIR; ${DEFAULT-VALUE}).")
  private Path statements = Path.of("");

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      defaultValue = ReportCommand.DIRECTORY_DEFAULT,
      description =
          "Folder of the reports, written at the end (SETTLE_REPORTS_DIR; ${DEFAULT-VALUE}).")
  private Path reports = Path.of("");

  @Option(
      names = "--from-step",
      paramLabel = "STEP",
      description =
          "Compute anew from this step on: ${COMPLETION-CANDIDATES}. The gate always runs; earlier steps must have been completed.")
  private @Nullable NightStep fromStep;

  @Option(
      names = "--dry-run",
      description = "Compare control totals and verify the statements; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--replace-statement",
      description =
          "Let another statement take the place of one that was taken for the same account and day.")
  private boolean replaceStatement;

  @Option(
      names = "--gate-wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long the gate looks again while control totals differ, and how long the closing waits for the ledger (${DEFAULT-VALUE}).")
  private int gateWaitSeconds;

  @Option(
      names = "--look-back",
      paramLabel = "DAYS",
      defaultValue = "40",
      description =
          "How many days before the business date the gate compares too, for changes that are late (${DEFAULT-VALUE}).")
  private int lookBackDays;

  @Option(
      names = "--no-close",
      description =
          "Leave the day open, to try it out: what is found is provisional. Without it the day must be over.")
  private boolean noClose;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who closes the day (${DEFAULT-VALUE}).")
  private String closedBy = "";

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE.prom",
      defaultValue = "${env:SETTLE_NIGHTLY_METRICS_FILE:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "Write there how the run ended, for node_exporter's textfile collector (SETTLE_NIGHTLY_METRICS_FILE; default: nowhere).")
  private Path metricsFile = Path.of("");

  private @Nullable LocalDate lastDone;

  @Override
  public Integer call() throws IOException {
    if (gateWaitSeconds < 0 || lookBackDays < 0) {
      throw BatchException.usage("--gate-wait and --look-back are not negative");
    }
    if (dryRun || metricsFile.toString().isEmpty()) {
      NightRange.run(dates.all(), this::night, System.out);
      return ExitCode.DONE;
    }
    Instant begin = Instant.now();
    int exitCode = ExitCode.FAILED;
    try {
      NightRange.run(dates.all(), this::night, System.out);
      exitCode = ExitCode.DONE;
    } catch (BatchException e) {
      exitCode = e.exitCode();
      throw e;
    } finally {
      tell(begin, exitCode);
    }
    return exitCode;
  }

  /** The night counts, whether it can be told of or not. */
  private void tell(Instant begin, int exitCode) {
    try {
      NightMetrics.write(metricsFile, begin, Instant.now(), exitCode, lastDone);
    } catch (IOException e) {
      LOG.error("cannot write {}: how this run ended is not in Prometheus", metricsFile, e);
    }
  }

  private void night(LocalDate businessDate) throws IOException {
    NightOptions options =
        new NightOptions(
            businessDate,
            channel,
            statements,
            fromStep,
            replaceStatement,
            Duration.ofSeconds(gateWaitSeconds),
            lookBackDays,
            noClose || dryRun ? null : closedBy);
    LOG.info(
        "nightly {} {} {}", businessDate, options.scopeName(), connections.describe(statements));
    DataSource postgres = connections.postgres();
    connections.requirePostgres();
    try (ClickHouse clickHouse = connections.openClickHouse()) {
      Night night =
          new Night(
              options,
              postgres,
              clickHouse,
              new KafkaLedgerTopicTotals(connections.bootstrapServers()),
              Clock.systemUTC());
      if (dryRun) {
        night.rehearse();
        System.out.println(
            "Dry run of "
                + businessDate
                + ": control totals agree, statements hold; nothing was written");
        return;
      }
      NightRun run;
      try (NightProgress progress = NightProgress.onStandardError()) {
        if (progress.moves() && LoggerFactory.getLogger("dev.settle") instanceof Logger log) {
          log.setLevel(Level.WARN); // the line that is written anew says the same
        }
        try {
          run = NightlyApplication.run(options, night, postgres, progress);
        } finally {
          System.out.print(progress.table());
        }
      }
      System.out.print(new RerunReport(clickHouse, options, night, run).text());
      System.out.print(new NightlySummary(clickHouse, options, night).text());
      System.out.print(
          ReportCommand.lines(
              new ReportWriter(new ReportReader(clickHouse), reports)
                  .write(businessDate, channel == null ? null : channel.name())));
      lastDone = businessDate;
    }
  }
}
