package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 over the rows of result tables, whatever order they are stored in: the same hash means
 * the same rows. Cost: ClickHouse reads and hashes the rows of the day once, on all processors;
 * only hashes go over the wire.
 */
public final class ResultChecksum {
  private final ClickHouse clickHouse;
  private final MessageDigest digest;

  /** An empty checksum. */
  public ResultChecksum(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Adds the rows of one business date and channel.
   *
   * @param table table of the database settlement
   */
  public ResultChecksum add(String table, LocalDate date, String channel) {
    String rows =
        clickHouse
            .rowsOf(
                "reconciliation/checksum.sql",
                Map.of("table", table, "business_date", date.toString(), "channel", channel))
            .get(0)
            .getString("sha256");
    digest.update(rows.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /**
   * Adds the items and breaks of a day, from the tables or, with the suffix, from their staging.
   */
  public ResultChecksum addResults(LocalDate date, String channel, String suffix) {
    return add("reconciliation_item" + suffix, date, channel)
        .add("reconciliation_break" + suffix, date, channel);
  }

  /** The checksum in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
