package dev.settle.batch.sharing.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.proof.Proof;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Proofs over all that was ever shared. Costs a pass over all lines, grouped by order. */
public final class SharingProofs {
  private static final int SHOWN_MAX = 10;

  private final ClickHouse clickHouse;

  /** Proofs of the lines on this server. */
  public SharingProofs(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * All of them.
   *
   * @param postgres the source; stays open
   */
  public List<Proof> all(Connection postgres) {
    try {
      Map<String, Object> left = Map.of("left", Revisions.read(postgres).leftIn(clickHouse));
      return List.of(posted(postgres, left), parts(left));
    } catch (SQLException e) {
      throw BatchException.failed("what was shared: " + e.getMessage(), e);
    }
  }

  /** What the lines say is what was ordered. */
  private Proof posted(Connection postgres, Map<String, Object> left) throws SQLException {
    Map<String, BigInteger> differences = new TreeMap<>();
    long sums = 0;
    for (GenericRecord row : clickHouse.rowsOf("sharing/proof_lines.sql", left)) {
      sums++;
      differences.put(
          key(row.getString("merchant_id"), row.getString("currency"), row.getString("kind")),
          row.getBigInteger("total"));
    }
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("sharing/proof_ordered.sql"))) {
      while (rows.next()) {
        differences.merge(
            key(rows.getString("merchant_id"), rows.getString("currency"), rows.getString("kind")),
            rows.getBigDecimal("total").toBigIntegerExact().negate(),
            BigInteger::add);
      }
    }
    differences.values().removeIf(difference -> difference.signum() == 0);
    String figure = "%d sums of merchants".formatted(sums);
    return new Proof(
        "shares-posted",
        differences.isEmpty(),
        differences.isEmpty()
            ? figure
            : "%s, %d differ (lines less ordered), such as %s"
                .formatted(
                    figure,
                    differences.size(),
                    differences.entrySet().stream().limit(SHOWN_MAX).toList()));
  }

  /** No order gives more than it has, and nothing after a full refund. */
  private Proof parts(Map<String, Object> left) {
    GenericRecord row = clickHouse.rowsOf("sharing/proof_orders.sql", left).get(0);
    long faults = row.getLong("faults");
    return new Proof(
        "shares-within-orders",
        faults == 0,
        "%d orders, %d with parts that they do not bear".formatted(row.getLong("orders"), faults));
  }

  private static String key(String merchant, String currency, String kind) {
    return merchant + " " + currency + " " + kind;
  }
}
