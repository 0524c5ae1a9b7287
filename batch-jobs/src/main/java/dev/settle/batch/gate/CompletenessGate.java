package dev.settle.batch.gate;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.calendar.BusinessDay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

  /** The broker's clock, which dates the topic, may be behind that of the payment service. */
  private static final Duration CLOCK_DIFFERENCE_MAX = Duration.ofMinutes(10);

  private final DataSource postgres;
  private final ClickHouse clickHouse;
  private final LedgerTopicTotals topic;
  private final int lookBackDays;

  /**
   * A gate over these places.
   *
   * @param lookBackDays how many days before the business date are held against each other too; 0:
   *     none
   */
  public CompletenessGate(
      DataSource postgres, ClickHouse clickHouse, LedgerTopicTotals topic, int lookBackDays) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.topic = topic;
    this.lookBackDays = lookBackDays;
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
    Range day = Range.of(scope);
    Range earlier = Range.before(scope, lookBackDays);
    try (Connection connection = postgres.getConnection()) {
      readPostgres(connection, day, totals);
      readPosted(connection, Measure.POSTED, day, totals);
      readPosted(connection, Measure.EARLIER, earlier, totals);
      totals.addAll(topic.read(scope, since(connection, scope)));
    } catch (SQLException e) {
      throw BatchException.failed("control totals of PostgreSQL: " + e.getMessage(), e);
    }
    Map<String, Object> parameters =
        Map.of(
            "business_date", scope.date().toString(),
            "channels", quoted(scope.channels()),
            "starts", epochMillis(day.starts()),
            "ends", epochMillis(day.ends()));
    readClickHouse("gate/clickhouse_payments.sql", parameters, totals);
    readClickHouse("gate/clickhouse_ledger.sql", parameters, totals);
    readClickHouse("gate/clickhouse_posted.sql", day.parameters(Measure.POSTED), totals);
    readClickHouse("gate/clickhouse_posted.sql", earlier.parameters(Measure.EARLIER), totals);
    return totals.lines();
  }

  /**
   * Before this nothing in the topic concerns the date: an entry is produced after it happened. An
   * instruction, though, may have been dated ahead.
   */
  private static Instant since(Connection connection, DayScope scope) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT min(created_at) FROM payments.ledger_instruction WHERE business_date = ?::date AND channel = ANY(?)")) {
      select.setString(1, scope.date().toString());
      select.setArray(2, connection.createArrayOf("text", scope.channels().toArray()));
      try (ResultSet row = select.executeQuery()) {
        Timestamp ordered = row.next() ? row.getTimestamp(1) : null;
        Instant first = scope.start();
        if (ordered != null && ordered.toInstant().isBefore(first)) {
          first = ordered.toInstant();
        }
        return first.minus(CLOCK_DIFFERENCE_MAX);
      }
    }
  }

  private static void readPostgres(Connection connection, Range day, ControlTotals totals)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SqlResource.read("gate/postgres.sql"))) {
      day.bind(select);
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
              total(rows));
        }
      }
    }
  }

  private static void readPosted(
      Connection connection, Measure measure, Range range, ControlTotals totals)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SqlResource.read("gate/postgres_posted.sql"))) {
      range.bind(select);
      select.setString(4, range.from().toString());
      select.setString(5, range.to().toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          totals.add(
              key(
                  rows.getString("channel"),
                  measure.name(),
                  rows.getString("kind"),
                  rows.getString("cause"),
                  rows.getString("currency")),
              Source.POSTGRES,
              total(rows));
        }
      }
    }
  }

  private static Total total(ResultSet row) throws SQLException {
    return new Total(row.getLong("row_count"), row.getBigDecimal("amount").toBigIntegerExact());
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
            "channels", quoted(scope.channels()));
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

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").toList().toString();
  }

  private static String epochMillis(List<Instant> instants) {
    return instants.stream().map(Instant::toEpochMilli).toList().toString();
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

  /**
   * Business dates with their time per channel, half-open.
   *
   * @param channels names of the channels
   * @param from first business date
   * @param to the one after the last
   * @param starts where the first date begins, per channel
   * @param ends where the last date ends, per channel
   */
  private record Range(
      List<String> channels,
      LocalDate from,
      LocalDate to,
      List<Instant> starts,
      List<Instant> ends) {

    /** The day itself. */
    static Range of(DayScope scope) {
      return between(scope, scope.date(), scope.date().plusDays(1));
    }

    /** So many days before it. */
    static Range before(DayScope scope, int days) {
      return between(scope, scope.date().minusDays(days), scope.date());
    }

    private static Range between(DayScope scope, LocalDate from, LocalDate to) {
      return new Range(scope.channels(), from, to, starts(scope, from), starts(scope, to));
    }

    private static List<Instant> starts(DayScope scope, LocalDate date) {
      return scope.days().stream().map(day -> BusinessDay.of(day.channel(), date).start()).toList();
    }

    /** Sets the first three parameters. */
    void bind(PreparedStatement select) throws SQLException {
      Connection connection = select.getConnection();
      select.setArray(1, connection.createArrayOf("text", channels.toArray()));
      select.setArray(2, connection.createArrayOf("timestamptz", timestamps(starts)));
      select.setArray(3, connection.createArrayOf("timestamptz", timestamps(ends)));
    }

    Map<String, Object> parameters(Measure measure) {
      return Map.of(
          "measure", measure.name(),
          "channels", quoted(channels),
          "from_date", from.toString(),
          "to_date", to.toString());
    }

    private static Object[] timestamps(List<Instant> instants) {
      return instants.stream().map(Timestamp::from).toArray();
    }
  }
}
