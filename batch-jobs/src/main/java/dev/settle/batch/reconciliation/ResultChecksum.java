package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 over the rows of result tables in a total order: the same bytes mean the same results.
 * Cost: ClickHouse reads and hashes the rows of the day once; a proof of layout 1, of which the
 * rows' order is a part, has them go over the wire.
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
   */
  public ResultChecksum add(String table, LocalDate date, String channel) {
    hash(
        "SELECT * FROM settlement.%s WHERE business_date = {business_date:Date} AND channel = {channel:String}"
            .formatted(table),
        Map.of("business_date", date.toString(), "channel", channel));
    return this;
  }

  /**
   * Adds the rows of one business date in a table that knows no channel.
   *
   * @param table table of the database settlement
   */
  public ResultChecksum addDay(String table, LocalDate date) {
    hash(
        "SELECT * FROM settlement.%s WHERE business_date = {business_date:Date}".formatted(table),
        Map.of("business_date", date.toString()));
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
    if (layout == FIRST_LAYOUT) {
      clickHouse.copyRowBinary(sql("items_1"), parameters, sink);
      clickHouse.copyRowBinary(sql("breaks_1"), parameters, sink);
    } else {
      hash(sql("items_" + layout), parameters);
      hash(sql("breaks_" + layout), parameters);
      hash(sql("lines_" + layout), parameters);
    }
    return this;
  }

  /** Lets ClickHouse hash the rows, on all processors: only the hash goes over the wire. */
  private void hash(String rows, Map<String, Object> parameters) {
    String sha256 =
        clickHouse.rows(sql("rows").formatted(rows), parameters).get(0).getString("sha256");
    digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
  }

  private static String sql(String name) {
    return SqlResource.read("reconciliation/checksum/" + name + ".sql");
  }

  /** The checksum in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
