package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.paysim.PaySimCount;
import dev.settle.stack.traffic.paysim.PaySimLog;
import dev.settle.stack.traffic.paysim.PaySimReplay;
import dev.settle.stack.traffic.paysim.PaySimVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a PaySim log as payments through PostgreSQL, and compares the ledger with it. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a PaySim log as payments through PostgreSQL, with opening balances. The whole log is checked before anything",
      "is written. Run again, it goes on where it was stopped, and writes nothing twice.",
      "Exit codes: 0 done, 1 a difference or a failed write, 65 the log is refused, 69 PostgreSQL is not reachable,",
      "75 the pipeline has not caught up in time."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--paysim",
      required = true,
      paramLabel = "FILE",
      description = "The log, CSV, plain or gzipped.")
  private Path file = Path.of("");

  @Option(names = "--rows", paramLabel = "N", description = "Only the first N rows; default all.")
  private long rows = Long.MAX_VALUE;

  @Option(
      names = "--business-date",
      paramLabel = "YYYY-MM-DD",
      description =
          "The Beijing day whose first hour is step 1; default yesterday, or the day of an earlier replay of the log.")
  private @Nullable LocalDate businessDate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "3",
      description = "Connections that write at once; default ${DEFAULT-VALUE}.")
  private int connections = 3;

  @Option(
      names = "--verify",
      description =
          "Then waits until ClickHouse has it all and compares every client's final balance, and each row's balance after.")
  private boolean verify;

  @Option(
      names = "--verify-timeout",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "How long to wait for ClickHouse; default ${DEFAULT-VALUE}.")
  private int verifyTimeoutSeconds = 900;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long to try to reach PostgreSQL again when it is gone; default ${DEFAULT-VALUE}.")
  private int patienceSeconds = 120;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if (rows < 1) {
      throw TrafficException.usage("--rows " + rows + " must be at least 1");
    }
    TrafficOptions.requireBetween("--connections", connections, 1, 32);
    StackConfig config = options.resolve();
    PrintStream out = System.out;
    PaySimLog log = PaySimLog.check(file, rows);
    long startedAt = System.nanoTime();
    PaymentDatabase database = TrafficOptions.paymentDatabase(config, patienceSeconds);
    PaySimReplay.Result written =
        new PaySimReplay(database, connections, System.err)
            .replay(log, businessDate, LocalDate.now(Clock.system(ZONE)).minusDays(1));
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    print(out, log, written, took);
    return verify ? verify(out, config, log, written) : ExitCodes.OK;
  }

  private void print(PrintStream out, PaySimLog log, PaySimReplay.Result written, Duration took) {
    out.printf(
        "log %s (%s), step 1 is %s 00:00 in Beijing%n", log.file(), log.id(), written.firstDay());
    for (PaySimCount count : PaySimCount.values()) {
      out.printf(Locale.ROOT, "  %,12d %s%n", log.count(count), count.label());
    }
    out.printf(
        Locale.ROOT,
        "written: %,d orders new, %,d there already, in %.1f s%n",
        written.ordersNew(),
        written.ordersExisting(),
        took.toMillis() / 1000.0);
  }

  private int verify(
      PrintStream out, StackConfig config, PaySimLog log, PaySimReplay.Result written)
      throws IOException, InterruptedException {
    AnalystDatabase analyst =
        new AnalystDatabase(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
    PaySimVerifier verifier = new PaySimVerifier(analyst, System.err);
    verifier.awaitLanded(
        log, 2 * log.count(PaySimCount.ORDERS), Duration.ofSeconds(verifyTimeoutSeconds));
    PaySimVerifier.Result result = verifier.compare(log, written.firstDay());
    out.printf(
        Locale.ROOT,
        "VERIFY rows %,d (refused in the log: %,d), balances after a row compared %,d, differences %,d%n",
        log.count(PaySimCount.ROWS),
        log.count(PaySimCount.REFUSED_ROWS),
        result.rows(),
        result.rowDifferences());
    out.printf(
        Locale.ROOT,
        "VERIFY accounts compared %,d (shared with other traffic: %,d), differences %,d%n",
        result.accounts(),
        result.accountsShared(),
        result.accountDifferences());
    result.examples().forEach(example -> out.println("  " + example));
    out.println(
        result.isEqual()
            ? "VERIFY OK: the ledger says what the log says"
            : "VERIFY FAIL: the log's own balances are in " + PaySimVerifier.table(log));
    return result.isEqual() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
