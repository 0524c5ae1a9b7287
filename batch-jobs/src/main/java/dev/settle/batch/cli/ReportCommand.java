package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.report.Report;
import dev.settle.batch.report.ReportReader;
import dev.settle.batch.report.ReportWriter;
import dev.settle.schemas.payment.Channel;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: what a night found, for a person who signs it and for programs. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the reconciliation reports of a business date, per channel: DIR/YYYY-MM-DD/CHANNEL.html, .json and CSV files.",
      "Exit codes: 0 written, 1 a file cannot be written, 69 a server is not reachable, 75 there are no results, or a proof is INCOMPLETE (it is written all the same)."
    })
public final class ReportCommand implements Callable<Integer> {
  /** Where the reports go when no flag says: the data directory's. */
  static final String DIRECTORY_DEFAULT = "${env:SETTLE_REPORTS_DIR:-.settle/reports}";

  @Mixin private Connections connections = new Connections();

  @Option(
      names = "--business-date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The business date.")
  private LocalDate businessDate = LocalDate.EPOCH;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only this channel: ${COMPLETION-CANDIDATES}.")
  private @Nullable Channel channel;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = DIRECTORY_DEFAULT,
      description = "Folder of the reports (SETTLE_REPORTS_DIR; ${DEFAULT-VALUE}).")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    try (ClickHouse clickHouse = connections.openClickHouse()) {
      List<ReportWriter.Written> written =
          new ReportWriter(new ReportReader(clickHouse), directory)
              .write(businessDate, channel == null ? null : channel.name());
      System.out.print(lines(written));
      boolean incomplete =
          written.stream().anyMatch(one -> one.verdict() == Report.Verdict.INCOMPLETE);
      if (incomplete) {
        throw BatchException.incomplete(
            "INCOMPLETE: a proof of " + businessDate + " leaves a residual; see the reports");
      }
      return ExitCode.DONE;
    }
  }

  /** One line a report, for a person. */
  static String lines(List<ReportWriter.Written> written) {
    StringBuilder text = new StringBuilder();
    for (ReportWriter.Written one : written) {
      text.append(
          "Report %s: %s, %,d breaks open: %s%n"
              .formatted(one.channel(), one.verdict(), one.openBreaks(), one.page()));
    }
    return text.toString();
  }
}
