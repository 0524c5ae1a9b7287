package dev.settle.batch.settlement;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Copies a night's settlements from PostgreSQL, where they count, to ClickHouse for analysts. */
final class ShownSettlements {
  private static final String SETTLEMENTS = "payee_settlement";
  private static final String LINES = "payee_settlement_line";
  private static final int FETCH_ROWS = 10_000;
  private static final int BLOCK_ROWS = 100_000;

  private final Connection postgres;
  private final ClickHouse clickHouse;

  ShownSettlements(Connection postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * How many settlements a night has.
   *
   * @param payouts of them that pay
   */
  record Count(int settlements, int payouts) {}

  /** Puts them in the place of what was shown of the night before; the same rows every time. */
  Count show(LocalDate night) throws SQLException {
    int[] payouts = {0};
    int settlements =
        copy(
            SETTLEMENTS,
            "shown_settlements",
            night,
            (row, block) -> {
              payouts[0] += row.getLong("payout") > 0 ? 1 : 0;
              settlement(row, block);
            });
    copy(LINES, "shown_lines", night, ShownSettlements::line);
    return new Count(settlements, payouts[0]);
  }

  private int copy(String table, String resource, LocalDate night, RowCopy rowCopy)
      throws SQLException {
    Partition day = new Partition.OfDate(night);
    clickHouse.dropPartition(table + "_staging", day);
    int copied = 0;
    RowBinaryBlock block = new RowBinaryBlock();
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("settlement/" + resource + ".sql"))) {
      select.setFetchSize(FETCH_ROWS);
      select.setString(1, night.toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          rowCopy.copy(rows, block);
          copied++;
          if (copied % BLOCK_ROWS == 0) {
            insert(table, block);
          }
        }
      }
    }
    insert(table, block);
    clickHouse.replacePartition(table, day);
    clickHouse.dropPartition(table + "_staging", day);
    return copied;
  }

  private void insert(String table, RowBinaryBlock block) {
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement." + table + "_staging", block.bytes(), block.size());
      block.clear();
    }
  }

  private static void settlement(ResultSet row, RowBinaryBlock block) throws SQLException {
    block
        .date(row.getObject("business_date", LocalDate.class))
        .string(row.getString("settlement_id"))
        .string(row.getString("payee"))
        .string(row.getString("currency"))
        .date(row.getObject("window_day", LocalDate.class))
        .millis(row.getObject("window_from", OffsetDateTime.class).toInstant())
        .millis(row.getObject("window_to", OffsetDateTime.class).toInstant())
        .date(row.getObject("due", LocalDate.class))
        .int64(row.getLong("activity"))
        .int64(row.getLong("net"))
        .int64(row.getLong("payout"))
        .int64(row.getLong("carried_forward"))
        .int64(row.getLong("reserve_held"))
        .int64(row.getLong("receivable"));
  }

  private static void line(ResultSet row, RowBinaryBlock block) throws SQLException {
    block
        .date(row.getObject("business_date", LocalDate.class))
        .string(row.getString("settlement_id"))
        .int32(row.getInt("line_no"))
        .string(row.getString("kind"))
        .string(row.getString("reference"))
        .int64(row.getLong("items"))
        .int64(row.getLong("amount"));
  }

  @FunctionalInterface
  private interface RowCopy {
    void copy(ResultSet row, RowBinaryBlock block) throws SQLException;
  }
}
