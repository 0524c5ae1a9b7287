package dev.settle.batch.sharing.nightly;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The revisions whose lines count: {@code batch.sharing_revision}, read once. */
final class Revisions {
  private final List<Partition.OfRevision> committed;

  private Revisions(List<Partition.OfRevision> committed) {
    this.committed = List.copyOf(committed);
  }

  static Revisions read(DataSource postgres) {
    try (Connection connection = postgres.getConnection()) {
      return read(connection);
    } catch (SQLException e) {
      throw BatchException.failed("revisions of sharing: " + e.getMessage(), e);
    }
  }

  static Revisions read(Connection postgres) throws SQLException {
    List<Partition.OfRevision> committed = new ArrayList<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows =
            select.executeQuery(
                "SELECT business_date, channel, revision FROM batch.sharing_revision")) {
      while (rows.next()) {
        committed.add(
            new Partition.OfRevision(
                rows.getObject("business_date", LocalDate.class),
                Channel.valueOf(rows.getString("channel")),
                rows.getInt("revision")));
      }
    }
    return new Revisions(committed);
  }

  /**
   * Revisions whose lines killed nights left and which do not count, as a parameter of type
   * Array(Tuple(Date, String, UInt16)): few, whereas those that count grow with the nights.
   */
  String leftIn(ClickHouse clickHouse) {
    Set<String> counting =
        committed.stream().map(one -> one.literal().replace(" ", "")).collect(Collectors.toSet());
    return clickHouse
        .rows(
            "SELECT DISTINCT partition FROM system.parts WHERE active AND database = 'settlement' AND table = 'settlement_line'",
            Map.of())
        .stream()
        .map(row -> row.getString("partition"))
        .filter(partition -> !counting.contains(partition))
        .sorted()
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The last revision of a night and channel; 0: none. */
  int last(LocalDate night, Channel channel) {
    return committed.stream()
        .filter(one -> one.date().equals(night) && one.channel() == channel)
        .mapToInt(Partition.OfRevision::revision)
        .max()
        .orElse(0);
  }

  /** Writes all of them to where the lines are. */
  void writeCommitted(ClickHouse clickHouse, Partition.OfChannel work) {
    RowBinaryBlock block = new RowBinaryBlock();
    for (Partition.OfRevision one : committed) {
      block
          .date(work.date())
          .string(work.channel().name())
          .date(one.date())
          .string(one.channel().name())
          .int16(one.revision());
    }
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement.sharing_committed", block.bytes(), block.size());
    }
  }

  /** Says, in the caller's transaction, that a revision counts. */
  static void write(
      Connection connection, Partition.OfRevision revision, long lines, int instructions, String by)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("sharing/revision_insert.sql"))) {
      insert.setObject(1, revision.date());
      insert.setString(2, revision.channel().name());
      insert.setInt(3, revision.revision());
      insert.setLong(4, lines);
      insert.setInt(5, instructions);
      insert.setString(6, by);
      insert.executeUpdate();
    }
  }
}
