package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
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
  /** The layout of the results that proofs are made over now. */
  public static final int LAYOUT = 2;

  private static final int FIRST_LAYOUT = 1;

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
   * Adds the items and breaks of a day, and from layout 2 on its statement lines.
   *
   * @param suffix of the tables of items and breaks: empty, or that of their staging
   * @param layout which columns: {@link #LAYOUT}, or that of an earlier proof
   */
  public ResultChecksum addResults(LocalDate date, String channel, String suffix, int layout) {
    Map<String, Object> parameters =
        Map.of(
            "business_date",
            date.toString(),
            "channel",
            channel,
            "items",
            "reconciliation_item" + suffix,
            "breaks",
            "reconciliation_break" + suffix);
    copy("items_" + layout, parameters);
    copy("breaks_" + layout, parameters);
    if (layout > FIRST_LAYOUT) {
      copy("lines_" + layout, parameters);
    }
    return this;
  }

  private void copy(String name, Map<String, Object> parameters) {
    String sql = SqlResource.read("reconciliation/checksum/" + name + ".sql");
    clickHouse.copyRowBinary(sql, parameters, sink);
  }

  /** The checksum in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
