package dev.settle.stack.cli;

import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.statements.Fault;
import dev.settle.stack.statements.StatementMaker;
import dev.settle.stack.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the channel's statement of a day. */
@Command(
    name = "statements",
    mixinStandardHelpOptions = true,
    description = {
      "Makes WeChat Pay's trade bill of a day from the orders in PostgreSQL, in the published layout, with faults put in on",
      "purpose: missing, extra and doubled lines, wrong amounts, states and fees. What is wrong is listed in",
      "faults-DATE.json beside the channel's folder, with the class that the reconciliation has to give it."
    })
final class StatementsCommand implements Callable<Integer> {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--business-date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day, in Beijing.")
  private LocalDate businessDate = LocalDate.EPOCH;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to; the bill goes to DIR/wechat; default statements in the data directory.")
  private @Nullable Path out;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "0",
      description = "Faults; default ${DEFAULT-VALUE}.")
  private int faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which faults; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      defaultValue = "ALL",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private BillLayout layout = BillLayout.ALL;

  @Option(
      names = "--bom",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "A byte order mark at the start, as WeChat Pay writes it; on unless --no-bom.")
  private boolean byteOrderMark = true;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    TrafficOptions.requireBetween("--faults", faults, 0, 1_000_000);
    StackConfig config = options.resolve();
    Path folder = out == null ? config.dataDir().resolve("statements") : out;
    try (Connection connection = TrafficOptions.paymentDatabase(config, 10).connectPatiently()) {
      StatementMaker.Made made =
          new StatementMaker(layout, byteOrderMark)
              .make(connection, businessDate, folder, faults, seed);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d lines, %d faults%n",
          made.file(),
          made.lines(),
          made.faults().size());
      for (Fault fault : made.faults()) {
        System.out.printf(
            "  %-22s order %s %s%n", fault.expectedClass(), fault.orderId(), fault.note());
      }
    } catch (IllegalArgumentException e) {
      throw TrafficException.failed(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    return ExitCodes.OK;
  }
}
