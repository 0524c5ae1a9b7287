package dev.settle.batch.statement;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Fund flows that accounts deliver beside the statement of their trades. */
public final class FundsStatements {
  private FundsStatements() {}

  /**
   * The channels with the fund flows that are agreed on a day.
   *
   * @throws BatchException 1 when they cannot be read, 75 when one is of an account without another
   *     statement
   */
  public static List<AgreedChannel> beside(
      List<AgreedChannel> agreed, LocalDate date, DataSource postgres) {
    Map<Channel, Map<String, String>> formats = on(date, postgres);
    return agreed.stream()
        .map(channel -> channel.withFunds(formats.getOrDefault(channel.channel(), Map.of())))
        .toList();
  }

  private static Map<Channel, Map<String, String>> on(LocalDate date, DataSource postgres) {
    Map<Channel, Map<String, String>> formats = new EnumMap<>(Channel.class);
    try (Connection connection = postgres.getConnection();
        PreparedStatement select =
            connection.prepareStatement(SqlResource.read("statement/funds_agreed.sql"))) {
      select.setString(1, date.toString());
      select.setString(2, date.toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          formats
              .computeIfAbsent(Channel.valueOf(rows.getString("channel")), key -> new TreeMap<>())
              .put(rows.getString("account_no"), rows.getString("statement_format"));
        }
      }
    } catch (SQLException e) {
      throw BatchException.failed("agreed fund flows: " + e.getMessage(), e);
    }
    return formats;
  }
}
