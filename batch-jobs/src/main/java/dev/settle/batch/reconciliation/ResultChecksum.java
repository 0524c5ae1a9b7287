package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 over the rows of result tables in a total order: the same bytes mean the same results.
 * Cost: the rows of the day go over the wire once, in constant memory.
 */
public final class ResultChecksum {
  private final ClickHouse clickHouse;
  private final MessageDigest digest;
  private final OutputStream sink;

  /** An empty checksum. */
  public ResultChecksum(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    this.sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
  }

  /**
   * Adds the rows of one business date and channel.
   *
   * @param table table of the database settlement
   * @param order columns that order the rows totally
   */
  public ResultChecksum add(String table, String order, LocalDate date, String channel) {
    String sql =
        "SELECT * FROM settlement.%s WHERE business_date = {business_date:Date} AND channel = {channel:String} ORDER BY %s"
            .formatted(table, order);
    clickHouse.copyRowBinary(
        sql, Map.of("business_date", date.toString(), "channel", channel), sink);
    return this;
  }

  /**
   * Adds the items and breaks of a day, from the tables or, with the suffix, from their staging.
   */
  public ResultChecksum addResults(LocalDate date, String channel, String suffix) {
    return add("reconciliation_item" + suffix, "class, item_id", date, channel)
        .add("reconciliation_break" + suffix, "class, break_id", date, channel);
  }

  /** The checksum in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
