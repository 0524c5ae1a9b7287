package dev.settle.stack.demo;

import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.Progress;
import dev.settle.stack.traffic.SqlResource;
import dev.settle.stack.traffic.TrafficException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Waits until all that stands in PostgreSQL stands in ClickHouse: both entries of every payment and
 * refund, every leg of the instructions, what the holds moved, the last version of every row, the
 * reference data. Nothing may be written meanwhile.
 */
public final class LandingWait {
  private static final String SOURCE = SqlResource.read(LandingWait.class, "source-totals.sql");
  private static final String LANDED = SqlResource.read(LandingWait.class, "landed-totals.sql");
  private static final String ENTRIES = "SELECT count() FROM settlement.ledger_entry";
  private static final long POLL_MS = 500;

  private final PaymentDatabase payments;
  private final AnalystDatabase analyst;
  private final PrintStream progressOut;

  /** Between these two databases. */
  public LandingWait(PaymentDatabase payments, AnalystDatabase analyst, PrintStream progressOut) {
    this.payments = payments;
    this.analyst = analyst;
    this.progressOut = progressOut;
  }

  /**
   * Waits.
   *
   * @return ledger entries that landed
   * @throws TrafficException exit code 75 when they have not all arrived in time, 1 when there are
   *     too many
   */
  public long await(Duration timeout) throws SQLException, InterruptedException {
    Totals source = source();
    Progress progress = new Progress(progressOut, "ledger entries landed", source.entries);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Totals landed = landed();
      if (landed.equals(source)) {
        progress.finish(landed.entries);
        return Long.parseLong(analyst.rows(ENTRIES).get(0).get(0));
      }
      if (landed.entries > source.entries) {
        throw TrafficException.failed(
            "ClickHouse has "
                + landed.entries
                + " ledger entries of orders, refunds and instructions, PostgreSQL's rows make "
                + source.entries
                + ": something was booked twice");
      }
      if (System.nanoTime() >= deadline) {
        throw TrafficException.incomplete(
            "after %d s ClickHouse has %s, PostgreSQL %s: do the connector and the jobs run? (settle status)"
                .formatted(timeout.toSeconds(), landed, source));
      }
      progress.show(landed.entries);
      Thread.sleep(POLL_MS);
    }
  }

  private Totals source() throws SQLException, InterruptedException {
    try (Connection connection = payments.connectPatiently();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SOURCE)) {
      if (!row.next()) {
        throw new IllegalStateException("an aggregate always has a row");
      }
      return new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }

  private Totals landed() throws InterruptedException {
    List<String> row = analyst.rows(LANDED).get(0);
    return new Totals(
        Long.parseLong(row.get(0)),
        Long.parseLong(row.get(1)),
        Long.parseLong(row.get(2)),
        Long.parseLong(row.get(3)));
  }

  /**
   * What both sides must agree on. Of a hold the moved amount counts, not its entries: a connector
   * that had to read it anew shows several captures as one.
   */
  private record Totals(long entries, long movedByHolds, long versions, long referenceRows) {
    @Override
    public String toString() {
      return "%d ledger entries of orders, refunds and instructions, %d minor units moved by holds, row versions summing to %d, %d rows of reference data"
          .formatted(entries, movedByHolds, versions, referenceRows);
    }
  }
}
