package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.expected.ExpectedDay;
import dev.settle.batch.reconciliation.AgreedTerms;
import dev.settle.batch.reconciliation.PostgresTerms;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.batch.statement.FundsStatements;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightly expected}: what the channels should list, while the day still runs. */
@Command(
    name = "expected",
    mixinStandardHelpOptions = true,
    description = {
      "Says what each channel's statement of a day should list by what the ledger has booked until now, open items of the days before included: lines, amounts, fees by the rate card.",
      "At any time, in a database of its own that goes afterwards; the night then confirms it. With --statement a file is compared row by row as the night would, also one that is not whole yet.",
      "Exit codes: 0 done, whatever was found; 2 usage, 69 a server is not reachable; 130 or 143 when a signal ended it."
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

  @Option(names = "--lines", description = "List the rows too.")
  private boolean lines;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many rows of each state are listed at most (${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--json", description = "Print one JSON object a channel, on one line.")
  private boolean json;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      description = "Again and again with this pause, one line a channel and round, until Ctrl-C.")
  private @Nullable Integer pauseSeconds;

  private final Map<Channel, Long> rowsBefore = new EnumMap<>(Channel.class);
  private final Set<String> remarks = new HashSet<>();

  @Override
  public Integer call() throws IOException {
    requireSense();
    try (Rounds rounds = new Rounds();
        ClickHouse clickHouse = connections.openClickHouse()) {
      connections.requirePostgres();
      AgreedTerms.Source terms = new PostgresTerms(connections.postgres());
      do {
        round(clickHouse, terms, rounds);
      } while (pauseSeconds != null && rounds.next(pauseSeconds));
    }
    return ExitCode.DONE;
  }

  private void requireSense() {
    if (statement != null && channel == null) {
      throw BatchException.usage("--statement needs --channel");
    }
    if (statement != null && !Files.isReadable(statement)) {
      throw BatchException.usage("--statement " + statement + " cannot be read");
    }
    if (limit < 1) {
      throw BatchException.usage("--limit is at least 1");
    }
    if (pauseSeconds != null && pauseSeconds < 1) {
      throw BatchException.usage("--watch is at least 1 second");
    }
    if (pauseSeconds != null && lines && !json) {
      throw BatchException.usage("--watch prints one line a round: --lines goes with it as --json");
    }
  }

  private void round(ClickHouse clickHouse, AgreedTerms.Source terms, Rounds rounds)
      throws IOException {
    for (AgreedChannel agreed : channels(clickHouse)) {
      if (rounds.isStopping()) {
        return;
      }
      try (ExpectedDay day = ExpectedDay.of(clickHouse, terms, agreed, date, statement)) {
        print(day);
      }
    }
    System.out.flush();
  }

  /** Those whose statement is agreed; of the others nothing is ever confirmed. */
  private List<AgreedChannel> channels(ClickHouse clickHouse) {
    List<AgreedChannel> agreed =
        FundsStatements.beside(AgreedChannel.on(date, clickHouse), date, connections.postgres())
            .stream()
            .filter(one -> channel == null || one.channel() == channel)
            .toList();
    List<AgreedChannel> wanted = agreed.stream().filter(AgreedChannel::hasStatement).toList();
    if (channel != null && wanted.isEmpty()) {
      throw BatchException.usage(
          "no statement is agreed with %s on %s: see payments.channel_account"
              .formatted(channel, date));
    }
    String others =
        agreed.stream()
            .filter(one -> !one.hasStatement())
            .map(one -> one.channel().name())
            .collect(Collectors.joining(", "));
    if (!others.isEmpty() || wanted.isEmpty()) {
      remark(
          "no statement is agreed with %s on %s: none is expected"
              .formatted(others.isEmpty() ? "any channel" : others, date));
    }
    return wanted;
  }

  /** Once, and not in the way of a program that reads the answers. */
  private void remark(String text) {
    if (remarks.add(text)) {
      System.err.println(text);
    }
  }

  private void print(ExpectedDay day) {
    if (json) {
      ExpectedJson.write(day, lines ? limit : null, System.out);
    } else if (pauseSeconds != null) {
      long rows = ExpectedText.expectedRows(day);
      Long before = rowsBefore.put(day.channel(), rows);
      System.out.println(ExpectedText.round(day, before == null ? rows : rows - before));
    } else {
      ExpectedText.totals(day, System.out);
      if (lines) {
        ExpectedText.lines(day, limit, System.out);
      }
    }
  }
}
