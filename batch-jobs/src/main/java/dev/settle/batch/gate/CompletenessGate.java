package dev.settle.batch.gate;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares control totals of PostgreSQL, the ledger's topic and ClickHouse. When they differ the
 * pipeline may just be behind: the gate looks again until the time it was given is over.
 */
public final class CompletenessGate {
  private static final Logger LOG = LoggerFactory.getLogger(CompletenessGate.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final int DIFFERENCES_PRINTED_MAX = 20;

  private final DataSource postgres;
  private final ClickHouse clickHouse;
  private final LedgerTopicTotals topic;

  /** A gate over these places. */
  public CompletenessGate(DataSource postgres, ClickHouse clickHouse, LedgerTopicTotals topic) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.topic = topic;
  }

  /**
   * Passes when all places agree.
   *
   * @param patience how long to look again before giving up
   * @param store write what was compared to {@code control_total}
   * @return number of totals compared
   * @throws BatchException 75 with every difference, when they do not agree
   */
  public int pass(DayScope scope, Duration patience, boolean store) {
    Instant until = Instant.now().plus(patience);
    List<ControlTotals.Line> lines = compare(scope);
    while (lines.stream().anyMatch(line -> !line.agrees()) && Instant.now().isBefore(until)) {
      LOG.info("control totals differ; looking again, the pipeline may be behind");
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      lines = compare(scope);
    }
    if (store) {
      store(scope, lines);
    }
    List<ControlTotals.Line> differing = lines.stream().filter(line -> !line.agrees()).toList();
    if (!differing.isEmpty()) {
      throw BatchException.incomplete(report(scope, differing));
    }
    return lines.size();
  }

  private List<ControlTotals.Line> compare(DayScope scope) {
    ControlTotals totals = new ControlTotals();
    readPostgres(scope, totals);
    totals.addAll(topic.read(scope));
    Map<String, Object> parameters =
        Map.of(
            "business_date", scope.date().toString(),
            "channels", scope.channels().stream().map(name -> "'" + name + "'").toList().toString(),
            "starts",
                scope.days().stream().map(day -> day.start().toEpochMilli()).toList().toString(),
            "ends", scope.days().stream().map(day -> day.end().toEpochMilli()).toList().toString());
    readClickHouse("gate/clickhouse_payments.sql", parameters, totals);
    readClickHouse("gate/clickhouse_ledger.sql", parameters, totals);
    return totals.lines();
  }

  private void readPostgres(DayScope scope, ControlTotals totals) {
    try (Connection connection = postgres.getConnection();
        PreparedStatement select =
            connection.prepareStatement(SqlResource.read("gate/postgres.sql"))) {
      Array channels = connection.createArrayOf("text", scope.channels().toArray());
      Object[] starts = scope.days().stream().map(day -> Timestamp.from(day.start())).toArray();
      Object[] ends = scope.days().stream().map(day -> Timestamp.from(day.end())).toArray();
      select.setArray(1, channels);
      select.setArray(2, connection.createArrayOf("timestamptz", starts));
      select.setArray(3, connection.createArrayOf("timestamptz", ends));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          totals.add(
              key(
                  rows.getString("channel"),
                  rows.getString("measure"),
                  rows.getString("kind"),
                  rows.getString("state"),
                  rows.getString("currency")),
              Source.valueOf(rows.getString("source")),
              new Total(
                  rows.getLong("row_count"), rows.getBigDecimal("amount").toBigIntegerExact()));
        }
      }
    } catch (SQLException e) {
      throw BatchException.failed("control totals of PostgreSQL: " + e.getMessage(), e);
    }
  }

  private void readClickHouse(
      String resource, Map<String, Object> parameters, ControlTotals totals) {
    for (GenericRecord row : clickHouse.rowsOf(resource, parameters)) {
      totals.add(
          key(
              row.getString("channel"),
              row.getString("measure"),
              row.getString("kind"),
              row.getString("state"),
              row.getString("currency")),
          Source.valueOf(row.getString("source")),
          new Total(row.getLong("row_count"), row.getBigInteger("total")));
    }
  }

  private static ControlKey key(
      String channel, String measure, String kind, String state, String currency) {
    return new ControlKey(channel, Measure.valueOf(measure), kind, state, currency);
  }

  private void store(DayScope scope, List<ControlTotals.Line> lines) {
    RowBinaryBlock block = new RowBinaryBlock();
    for (ControlTotals.Line line : lines) {
      block
          .date(scope.date())
          .string(line.key().channel())
          .string(line.key().measure().name())
          .string(line.key().kind())
          .string(line.key().state())
          .string(line.key().currency())
          .string(line.source().name())
          .int64(line.total().rows())
          .int128(line.total().amount())
          .bool(line.agrees());
    }
    Map<String, Object> parameters =
        Map.of(
            "business_date", scope.date().toString(),
            "channels",
                scope.channels().stream().map(name -> "'" + name + "'").toList().toString());
    Partition day = new Partition.OfDate(scope.date());
    clickHouse.dropPartition("control_total_staging", day);
    clickHouse.run(
        "INSERT INTO settlement.control_total_staging SELECT * FROM settlement.control_total"
            + " WHERE business_date = {business_date:Date} AND NOT has({channels:Array(String)}, channel)",
        parameters);
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement.control_total_staging", block.bytes(), block.size());
    }
    clickHouse.replacePartition("control_total", day);
  }

  private static String report(DayScope scope, List<ControlTotals.Line> differing) {
    StringBuilder text =
        new StringBuilder(
            "INCOMPLETE: control totals of " + scope.date() + " differ, nothing was reconciled:");
    ControlKey last = null;
    int printed = 0;
    for (ControlTotals.Line line : differing) {
      if (!line.key().equals(last) && ++printed > DIFFERENCES_PRINTED_MAX) {
        return text.append(
                "%n  … and more: SELECT * FROM settlement.control_total WHERE NOT agrees"
                    .formatted())
            .toString();
      }
      if (!line.key().equals(last)) {
        text.append("%n  %s:".formatted(line.key()));
      }
      text.append(
          " %s %,d rows %,d;".formatted(line.source(), line.total().rows(), line.total().amount()));
      last = line.key();
    }
    return text.toString();
  }
}
