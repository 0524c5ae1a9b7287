package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.expected.ExpectedLines;
import dev.settle.batch.expected.ListedLines;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightly expected}: what the channels should list, while the day still runs. */
@Command(
    name = "expected",
    mixinStandardHelpOptions = true,
    description = {
      "Says what each channel's statement of a day should list by what the ledger has booked until now: lines, amounts, fees.",
      "Reads only, at any time; the night then confirms it. With --statement the file is set beside it, also one that is not whole yet.",
      "Exit codes: 0 done, 2 usage, 69 ClickHouse is not reachable."
    })
public final class ExpectedCommand implements Callable<Integer> {
  @Mixin private Connections connections = new Connections();

  @Option(
      names = "--business-date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The business date.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only this channel: ${COMPLETION-CANDIDATES}; needed with --statement.")
  private @Nullable Channel channel;

  @Option(
      names = "--statement",
      paramLabel = "FILE",
      description = "A statement of the channel and day, as far as it is there.")
  private @Nullable Path statement;

  @Override
  public Integer call() throws IOException {
    if (statement != null && channel == null) {
      throw BatchException.usage("--statement needs --channel");
    }
    try (ClickHouse clickHouse = connections.openClickHouse()) {
      ExpectedLines expected = new ExpectedLines(clickHouse);
      List<Channel> channels =
          channel == null
              ? AgreedChannel.on(date, clickHouse).stream().map(AgreedChannel::channel).toList()
              : List.of(channel);
      for (Channel one : channels) {
        print(one, expected.of(one, date));
      }
    }
    return ExitCode.DONE;
  }

  private void print(Channel of, List<ExpectedLines.Total> totals) throws IOException {
    boolean closed = !totals.isEmpty() && totals.stream().noneMatch(ExpectedLines.Total::open);
    System.out.printf(
        "%s %s, %s%n", of, date, closed ? "the day is closed" : "the day is not closed yet");
    if (totals.isEmpty()) {
      System.out.println("  nothing booked");
    }
    for (ExpectedLines.Total total : totals) {
      line("expected", total.kind(), total.currency(), total.lines(), total.amount(), total.fee());
      System.out.printf(
          "  %-9s account %s, newest %s UTC%n",
          "", total.account().isEmpty() ? "one of several" : total.account(), total.newest());
    }
    if (statement != null) {
      compare(statement, totals);
    }
  }

  private void compare(Path file, List<ExpectedLines.Total> totals) throws IOException {
    ListedLines listed = new ListedLines();
    StatementCheck check = StatementFiles.check(file, new Expectation(null, date), listed);
    System.out.println(
        check.accepted()
            ? "  " + check.fileName() + " is whole"
            : "  not whole, read until the fault: " + check.reason());
    for (String name : listed.names()) {
      String[] kindAndCurrency = name.split(" ", 2);
      ListedLines.Sum sum = listed.of(kindAndCurrency[0], kindAndCurrency[1]);
      line("listed", kindAndCurrency[0], kindAndCurrency[1], sum.lines(), sum.amount(), sum.fee());
    }
    for (ExpectedLines.Total total : totals) {
      ListedLines.Sum sum = listed.of(total.kind(), total.currency());
      line(
          "to come",
          total.kind(),
          total.currency(),
          total.lines() - sum.lines(),
          total.amount().subtract(sum.amount()),
          total.fee().subtract(sum.fee()));
    }
  }

  private static void line(
      String what, String kind, String code, long lines, BigInteger amount, BigInteger fee) {
    int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    String format = "  %-9s %-8s %,12d lines  %s %,18." + digits + "f  fees %,16." + digits + "f%n";
    System.out.printf(
        Locale.ROOT,
        format,
        what,
        kind,
        lines,
        code,
        new BigDecimal(amount, digits),
        new BigDecimal(fee, digits));
  }
}
