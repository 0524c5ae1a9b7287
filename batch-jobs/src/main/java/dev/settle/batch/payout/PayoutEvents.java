package dev.settle.batch.payout;

import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Appends to {@code batch.payout_event}; PostgreSQL's rules judge each. */
final class PayoutEvents {
  private final Connection postgres;

  PayoutEvents(Connection postgres) {
    this.postgres = postgres;
  }

  /** PROPOSE, APPROVE or REJECT. */
  void ofBatch(String action, String batchId, String by, @Nullable String comment)
      throws SQLException {
    record(action, batchId, null, by, comment, null, null, null, null, null);
  }

  void file(String batchId, String by, String name, String sha256) throws SQLException {
    record("FILE", batchId, null, by, null, name, sha256, null, null, null);
  }

  /** HOLD or RESUME. */
  void ofPayout(String action, String payoutId, String by, String comment) throws SQLException {
    record(action, null, payoutId, by, comment, null, null, null, null, null);
  }

  /** PAID or RETURNED. */
  void ofBank(
      String action,
      String payoutId,
      String by,
      LocalDate booked,
      String bankReference,
      @Nullable String reason)
      throws SQLException {
    record(action, null, payoutId, by, null, null, null, booked.toString(), bankReference, reason);
  }

  private void record(@Nullable String... columns) throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement(SqlResource.read("payout/record.sql"))) {
      for (int i = 0; i < columns.length; i++) {
        insert.setString(i + 1, columns[i]);
      }
      insert.executeUpdate();
    }
  }
}
