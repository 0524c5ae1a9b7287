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
 * SHA-256 over the rows of result tables, whatever order they are stored in: the same hash means
 * the same rows. Cost: ClickHouse reads and hashes the rows of the day once, on all processors;
 * only hashes go over the wire. Proofs of the first layout were made over the rows themselves, in
 * order: to check one, its rows go over the wire.
 */
public final class ResultChecksum {
  /** The layout of the results that proofs are made over now. */
  public static final int LAYOUT = 2;

  private static final int FIRST_LAYOUT = 1;

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
    hashed(
        "checksum/rows",
        Map.of("table", table, "business_date", date.toString(), "channel", channel));
    return this;
  }

  /**
   * Adds the rows of one business date in a table that knows no channel.
   *
   * @param table table of the database settlement
   */
  public ResultChecksum addDay(String table, LocalDate date) {
    hashed("checksum/rows_of_day", Map.of("table", table, "business_date", date.toString()));
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
      copied("checksum/items_1", parameters);
      copied("checksum/breaks_1", parameters);
    } else {
      hashed("checksum/items_" + layout, parameters);
      hashed("checksum/breaks_" + layout, parameters);
      hashed("checksum/lines_" + layout, parameters);
    }
    return this;
  }

  private void hashed(String rows, Map<String, Object> parameters) {
    String sql =
        SqlResource.read("reconciliation/checksum.sql")
            .replace("({rows})", "(" + SqlResource.read("reconciliation/" + rows + ".sql") + ")");
    String sha256 = clickHouse.rows(sql, parameters).get(0).getString("sha256");
    digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
  }

  private void copied(String rows, Map<String, Object> parameters) {
    clickHouse.copyRowBinary(
        SqlResource.read("reconciliation/" + rows + ".sql"),
        parameters,
        new DigestOutputStream(OutputStream.nullOutputStream(), digest));
  }

  /** The checksum in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
