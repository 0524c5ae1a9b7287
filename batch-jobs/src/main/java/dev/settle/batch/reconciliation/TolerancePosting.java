package dev.settle.batch.reconciliation;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.Channel;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Posts what a reconciled day tolerated, so that the channel's account says what the channel says:
 * one TOLERANCE instruction an item or batch, against the fees that channels keep. What a day ought
 * to have posted is compared with what it has: run again it posts nothing, and after a correction
 * of the statement only the rest.
 */
public final class TolerancePosting {
  private final DataSource postgres;
  private final ClickHouse clickHouse;

  /** Posts from the results in this ClickHouse to the payment service's database. */
  public TolerancePosting(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * Brings the postings of a day in line with its results, in one transaction.
   *
   * @param date the reconciled day, which is closed: the postings ask for the day after it
   * @param maker who orders them
   * @return number of instructions written
   * @throws BatchException 1 when they cannot be written: then none is
   */
  public int post(Channel channel, LocalDate date, String maker) {
    Map<Cause, BigInteger> wanted = wanted(channel, date);
    try (Connection connection = postgres.getConnection()) {
      connection.setAutoCommit(false);
      Map<Cause, Posted> posted = posted(connection, channel, date);
      int written = write(connection, channel, date, maker, wanted, posted);
      connection.commit();
      return written;
    } catch (SQLException e) {
      throw BatchException.failed(
          "tolerated differences of %s %s were not posted: %s"
              .formatted(channel, date, e.getMessage()),
          e);
    }
  }

  private Map<Cause, BigInteger> wanted(Channel channel, LocalDate date) {
    Map<Cause, BigInteger> wanted = new TreeMap<>();
    for (GenericRecord row :
        clickHouse.rowsOf(
            "reconciliation/tolerated.sql",
            Map.of("business_date", date.toString(), "channel", channel.name()))) {
      wanted.put(
          new Cause(row.getString("cause"), row.getString("currency")),
          row.getBigInteger("difference"));
    }
    return wanted;
  }

  private static Map<Cause, Posted> posted(Connection connection, Channel channel, LocalDate date)
      throws SQLException {
    Map<Cause, Posted> posted = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(SqlResource.read("reconciliation/tolerances_posted.sql"))) {
      select.setString(1, AccountAddress.channel(channel));
      select.setString(2, keyOfDay(channel, date));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          posted.put(
              new Cause(rows.getString("cause"), rows.getString("currency")),
              new Posted(
                  rows.getInt("postings"), rows.getBigDecimal("posted").toBigIntegerExact()));
        }
      }
    }
    return posted;
  }

  private static int write(
      Connection connection,
      Channel channel,
      LocalDate date,
      String maker,
      Map<Cause, BigInteger> wanted,
      Map<Cause, Posted> posted)
      throws SQLException {
    TreeSet<Cause> causes = new TreeSet<>(wanted.keySet());
    causes.addAll(posted.keySet());
    int written = 0;
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("reconciliation/tolerance_insert.sql"))) {
      for (Cause cause : causes) {
        Posted before = posted.getOrDefault(cause, Posted.NOTHING);
        long rest =
            wanted.getOrDefault(cause, BigInteger.ZERO).subtract(before.amount).longValueExact();
        if (rest != 0) {
          String key = keyOfDay(channel, date) + cause.id + "/" + (before.postings + 1);
          insert.setString(1, "tolerance-" + shortHash(key));
          insert.setString(2, key);
          insert.setString(3, date.plusDays(1).toString());
          insert.setString(4, channel.name());
          insert.setString(5, legs(channel, cause.currency, rest));
          insert.setString(6, "tolerated between the ledger and %s on %s".formatted(channel, date));
          insert.setString(7, maker);
          insert.addBatch();
          written++;
        }
      }
      insert.executeBatch();
    }
    return written;
  }

  /** An entry of L on the channel's account becomes one of C: less L - C is owed to us. */
  private static String legs(Channel channel, String currency, long difference) {
    return """
        [{"account": "%s", "currency": "%s", "amount": %d}, {"account": "%s", "currency": "%s", "amount": %d}]"""
        .formatted(
            AccountAddress.channel(channel),
            currency,
            difference,
            AccountAddress.PLATFORM_CHANNEL_FEES,
            currency,
            Math.negateExact(difference));
  }

  private static String keyOfDay(Channel channel, LocalDate date) {
    return channel.name() + "/" + date + "/";
  }

  private static String shortHash(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Cause(String id, String currency) implements Comparable<Cause> {
    @Override
    public int compareTo(Cause other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : currency.compareTo(other.currency);
    }
  }

  private record Posted(int postings, BigInteger amount) {
    static final Posted NOTHING = new Posted(0, BigInteger.ZERO);
  }
}
