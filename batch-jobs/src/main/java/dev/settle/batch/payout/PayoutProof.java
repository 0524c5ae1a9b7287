package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.proof.Proof;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What must hold of payouts over the whole history. */
public final class PayoutProof {
  private static final int NAMED_CHARACTERS_MAX = 200;

  private PayoutProof() {}

  /**
   * Every payout of an approved batch has exactly its instruction, every returned one its way back,
   * and nothing else has one.
   *
   * @param postgres stays open
   * @throws BatchException 1 when PostgreSQL cannot be read
   */
  public static List<Proof> of(Connection postgres) {
    try (Statement select = postgres.createStatement();
        ResultSet row = select.executeQuery(SqlResource.read("payout/proof.sql"))) {
      row.next();
      long faults = row.getLong("faults");
      String figure =
          "%d payouts ordered, %d returned".formatted(row.getLong("paid"), row.getLong("returned"));
      return List.of(
          new Proof(
              "payouts-ordered-once",
              faults == 0,
              faults == 0
                  ? figure
                  : "%s; %d faults: %s"
                      .formatted(figure, faults, shortened(row.getString("which")))));
    } catch (SQLException e) {
      throw BatchException.failed("instructions of payouts: " + e.getMessage(), e);
    }
  }

  private static String shortened(String names) {
    return names.length() <= NAMED_CHARACTERS_MAX
        ? names
        : names.substring(0, NAMED_CHARACTERS_MAX) + "…";
  }
}
