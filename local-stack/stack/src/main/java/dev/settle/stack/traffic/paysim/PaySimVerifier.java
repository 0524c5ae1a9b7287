package dev.settle.stack.traffic.paysim;

import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.Progress;
import dev.settle.stack.traffic.SqlResource;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.paysim.PaySimMapper.Expected;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares, in ClickHouse, the ledger with a replayed log: every client's final balance and every
 * row's balance after. The log's own figures go to a table of {@code settlement_check} for that; it
 * is dropped when nothing differs.
 */
public final class PaySimVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(PaySimVerifier.class);
  private static final int INSERT_ROWS_MAX = 100_000;
  private static final long POLL_MS = 1_000;

  private final AnalystDatabase analyst;
  private final PrintStream progressOut;

  /** A verifier that shows its progress. */
  public PaySimVerifier(AnalystDatabase analyst, PrintStream progressOut) {
    this.analyst = analyst;
    this.progressOut = progressOut;
  }

  /**
   * What was compared.
   *
   * @param accounts clients whose final balance was compared
   * @param accountsShared those of them on which other traffic moved money, too
   * @param accountDifferences of them, how many differ
   * @param rows balances after a row that were compared; a transfer has two
   * @param rowDifferences of them, how many differ
   * @param examples some of the differences, for people
   */
  public record Result(
      long accounts,
      long accountsShared,
      long accountDifferences,
      long rows,
      long rowDifferences,
      List<String> examples) {

    /** True when nothing differs. */
    public boolean isEqual() {
      return accountDifferences == 0 && rowDifferences == 0;
    }
  }

  /**
   * Waits until ClickHouse has every entry of the log's orders. Both entries of each order arrive
   * exactly once, so more of them than there must be ends the wait as well: with an error.
   *
   * @param entries how many ledger entries the log's orders make
   * @throws TrafficException exit code 75 when they have not arrived in time; 1 when there are more
   */
  public void awaitLanded(PaySimLog log, long entries, Duration timeout)
      throws InterruptedException {
    Progress progress = new Progress(progressOut, "ledger entries landed", entries);
    long deadline = System.nanoTime() + timeout.toNanos();
    long landed = 0;
    while (true) {
      try {
        landed = number(analyst.rows(sql("count-entries.sql", log, "")).get(0).get(0));
      } catch (TrafficException e) {
        // The engine may be away for a moment; the pipeline behind it waits for it as well.
        LOG.warn("{}", e.getMessage());
      }
      if (landed == entries) {
        progress.finish(landed);
        return;
      }
      if (landed > entries) {
        throw TrafficException.failed(
            "ClickHouse has %d ledger entries of %s, but its orders make %d: something was booked twice"
                .formatted(landed, log.id(), entries));
      }
      if (System.nanoTime() >= deadline) {
        throw TrafficException.incomplete(
            "only %d of %d ledger entries have landed after %d s: do the connector and the jobs run? (settle status)"
                .formatted(landed, entries, timeout.toSeconds()));
      }
      progress.show(landed);
      Thread.sleep(POLL_MS);
    }
  }

  /** Compares, once everything has landed. */
  public Result compare(PaySimLog log, LocalDate firstDay)
      throws IOException, InterruptedException {
    analyst.rows("CREATE DATABASE IF NOT EXISTS settlement_check");
    analyst.rows(sql("create-expectations.sql", log, ""));
    Loader loader = new Loader(table(log));
    PaySimLog.End end = log.visit(firstDay, row -> loader.add(row.expected()));
    loader.flush();
    String last = clickHouseTime(end.at());
    List<String> accounts = analyst.rows(sql("compare-accounts.sql", log, last)).get(0);
    List<String> rows = analyst.rows(sql("compare-rows.sql", log, last)).get(0);
    Result result =
        new Result(
            number(accounts.get(0)),
            number(accounts.get(2)),
            number(accounts.get(1)),
            number(rows.get(0)),
            number(rows.get(1)),
            List.of(accounts.get(3), rows.get(2)).stream()
                .filter(text -> !text.isEmpty())
                .toList());
    checkCompared(result, end.balances(), loader.loaded);
    if (result.isEqual()) {
      analyst.rows("DROP TABLE " + table(log));
    }
    return result;
  }

  /** A comparison that lost rows on its way would find no differences either. */
  private static void checkCompared(Result result, Map<String, Long> balances, long expectations) {
    if (result.accounts != balances.size() || result.rows != expectations) {
      throw TrafficException.failed(
          "compared %d accounts and %d balances, but the log has %d and %d: the comparison itself is broken"
              .formatted(result.accounts, result.rows, balances.size(), expectations));
    }
  }

  /**
   * Where the log's own figures are while they are compared, and after that when something differs.
   */
  public static String table(PaySimLog log) {
    return "settlement_check.paysim_" + log.id();
  }

  private static String sql(String resource, PaySimLog log, String last) {
    return SqlResource.read(PaySimVerifier.class, resource)
        .replace("settlement_check.{table}", table(log))
        .replace("{log}", log.id())
        .replace("{currency}", PaySimMapper.CURRENCY)
        .replace("{last}", last);
  }

  private static String clickHouseTime(Instant instant) {
    return instant.toString().replace('T', ' ').replace("Z", "");
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  /** Collects rows and sends them in blocks. */
  private final class Loader {
    private final String table;
    private final StringBuilder block = new StringBuilder();
    private int blockRows;
    private long loaded;

    Loader(String table) {
      this.table = table;
    }

    void add(List<Expected> rows) throws InterruptedException {
      for (Expected row : rows) {
        block
            .append(row.row())
            .append('\t')
            .append(row.account())
            .append('\t')
            .append(clickHouseTime(row.at()))
            .append('\t')
            .append(row.balance())
            .append('\n');
        blockRows++;
      }
      if (blockRows >= INSERT_ROWS_MAX) {
        flush();
      }
    }

    void flush() throws InterruptedException {
      if (blockRows > 0) {
        analyst.insert(table, block.toString());
        loaded += blockRows;
        blockRows = 0;
        block.setLength(0);
      }
    }
  }
}
