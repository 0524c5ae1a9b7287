package dev.settle.stack.cli;

import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.statements.Fault;
import dev.settle.stack.statements.StatementMaker;
import dev.settle.stack.statements.WechatStatement;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.PayoutWriter;
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

/** Makes the channels' and the bank's statements of a day. */
@Command(
    name = "statements",
    mixinStandardHelpOptions = true,
    description = {
      "Makes each channel's statement of a day from the orders in PostgreSQL, in the channel's published format, with faults",
      "put in on purpose: missing, extra and doubled lines, wrong amounts, states and fees, as far as the format shows them.",
      "Also the bank's statement of what Stripe and Adyen pay out; the payouts are booked, as the treasury does. What is wrong",
      "is listed in faults-DATE.json beside the folders, with the class that the reconciliation has to give it."
    })
final class StatementsCommand implements Callable<Integer> {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--business-date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day, each channel's own.")
  private LocalDate businessDate = LocalDate.EPOCH;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to, a folder for each sender; default statements in the data directory.")
  private @Nullable Path out;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Faults in each channel's statement, where it has so many lines; default ${DEFAULT-VALUE}.")
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
      description = "Of WeChat Pay's bill: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private BillLayout layout = BillLayout.ALL;

  @Option(
      names = "--bom",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "WeChat Pay's bill begins with a byte order mark; on unless --no-bom.")
  private boolean byteOrderMark = true;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    TrafficOptions.requireBetween("--faults", faults, 0, 99_999);
    StackConfig config = options.resolve();
    Path folder = out == null ? config.dataDir().resolve("statements") : out;
    PaymentDatabase database = TrafficOptions.paymentDatabase(config, 10);
    try (Connection connection = database.connectPatiently()) {
      StatementMaker.Day day =
          new StatementMaker(new WechatStatement(layout, byteOrderMark))
              .make(connection, businessDate, folder, faults, seed);
      PayoutWriter.write(database, day.payouts());
      day.statements().forEach(StatementsCommand::print);
    }
    return ExitCodes.OK;
  }

  private static void print(StatementMaker.Made made) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d lines, faults: %d%n",
        made.file(),
        made.lines(),
        made.faults().size());
    for (Fault fault : made.faults()) {
      System.out.printf("  %-22s %s %s%n", fault.expectedClass(), fault.orderId(), fault.note());
    }
  }
}
