package dev.settle.batch.closing;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.gate.DayScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a business day: writes the order to the source, from where it reaches the ledger like any
 * change, and waits for the ledger's acknowledgement in ClickHouse. Once it is there, whatever is
 * committed later is booked into a later day. Everything can be repeated.
 */
public final class DayCloser {
  private static final Logger LOG = LoggerFactory.getLogger(DayCloser.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final DataSource postgres;
  private final ClickHouse clickHouse;

  /** A closer over these servers. */
  public DayCloser(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /** True when the ledger has closed the day for every channel. */
  public boolean isAcknowledged(DayScope scope) {
    return missing(scope).isEmpty();
  }

  /**
   * Orders the closing where it was not ordered before.
   *
   * @param by who closes it
   * @param at when
   * @return channels that were open until now
   */
  public List<String> order(DayScope scope, String by, Instant at) {
    try (Connection connection = postgres.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(SqlResource.read("closing/close.sql"))) {
      insert.setString(1, scope.date().toString());
      insert.setString(2, by);
      insert.setTimestamp(3, Timestamp.from(at));
      insert.setArray(4, connection.createArrayOf("text", scope.channels().toArray()));
      insert.setString(5, scope.date().toString());
      List<String> closed = new ArrayList<>();
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          closed.add(rows.getString(1));
        }
      }
      return closed;
    } catch (SQLException e) {
      throw BatchException.failed(
          "the closing of " + scope.date() + " could not be written: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the ledger has closed the day for every channel.
   *
   * @throws BatchException 75 when it has not in time
   */
  public void awaitAcknowledgement(DayScope scope, Duration patience) {
    Instant until = Instant.now().plus(patience);
    List<String> missing = missing(scope);
    while (!missing.isEmpty()) {
      if (!Instant.now().isBefore(until)) {
        throw BatchException.incomplete(
            "INCOMPLETE: the ledger has not acknowledged in %d s that %s is closed for %s: do the connector, the ledger job and the landing job run (settle status)? The order stands; run again"
                .formatted(patience.toSeconds(), scope.date(), String.join(", ", missing)));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      missing = missing(scope);
    }
  }

  /**
   * Waits until every transaction that is writing now has ended. A change belongs before the
   * closing when it was written before it, also when it is committed after it: without this wait it
   * could reach a day whose totals were compared already.
   *
   * @throws BatchException 75 when one stays open
   */
  public void awaitOpenTransactions(Duration patience) {
    Instant until = Instant.now().plus(patience);
    try (Connection connection = postgres.getConnection()) {
      String next =
          text(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS answer");
      String ended =
          "SELECT (pg_snapshot_xmin(pg_current_snapshot()) >= '%s'::xid8)::text AS answer"
              .formatted(next);
      boolean told = false;
      while (!text(connection, ended).equals("true")) {
        if (!Instant.now().isBefore(until)) {
          throw BatchException.incomplete(
              "INCOMPLETE: a transaction that was open when the day was closed may still change it: "
                  + oldest(connection)
                  + "; end it and run again");
        }
        if (!told) {
          LOG.info("waiting for transactions that were open when the day was closed");
          told = true;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    } catch (SQLException e) {
      throw BatchException.failed("PostgreSQL's open transactions: " + e.getMessage(), e);
    }
  }

  private List<String> missing(DayScope scope) {
    List<String> missing = new ArrayList<>(scope.channels());
    clickHouse
        .rowsOf(
            "closing/acknowledged.sql",
            Map.of(
                "business_date",
                scope.date().toString(),
                "channels",
                scope.channels().stream().map(name -> "'" + name + "'").toList().toString()))
        .forEach(row -> missing.remove(row.getString("channel")));
    return missing;
  }

  private static String oldest(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(SqlResource.read("closing/oldest_transaction.sql"));
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? "pid %d of %s, since %s, last statement %s"
              .formatted(
                  row.getInt("pid"),
                  row.getString("login"),
                  row.getTimestamp("xact_start").toInstant(),
                  row.getString("query"))
          : "a prepared one (pg_prepared_xacts), or one that has just ended";
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getString("answer");
    }
  }
}
