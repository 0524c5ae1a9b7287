package dev.settle.batch.reconciliation;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The agreed terms as they stand in the payment service's database when the night asks. */
public final class PostgresTerms implements AgreedTerms.Source {
  private final DataSource postgres;

  /** Terms from this database. */
  public PostgresTerms(DataSource postgres) {
    this.postgres = postgres;
  }

  /**
   * Reads the three tables in one snapshot.
   *
   * @throws BatchException 1 when they cannot be read
   */
  @Override
  public AgreedTerms of(Channel channel, LocalDate date) {
    try (Connection connection = postgres.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      AgreedTerms terms =
          new AgreedTerms(
              rows(connection, "terms_fee_rates", channel, PostgresTerms::feeRate),
              tolerance(connection, channel, date),
              rows(connection, "terms_routes", channel, PostgresTerms::route));
      connection.rollback();
      return terms;
    } catch (SQLException e) {
      throw BatchException.failed("agreed terms of " + channel + ": " + e.getMessage(), e);
    }
  }

  private static <T> List<T> rows(
      Connection connection, String name, Channel channel, RowMapper<T> mapper)
      throws SQLException {
    try (PreparedStatement select = prepare(connection, name)) {
      select.setString(1, channel.name());
      List<T> mapped = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          mapped.add(mapper.of(rows));
        }
      }
      return mapped;
    }
  }

  private static @Nullable Tolerance tolerance(
      Connection connection, Channel channel, LocalDate date) throws SQLException {
    try (PreparedStatement select = prepare(connection, "terms_tolerance")) {
      select.setString(1, channel.name());
      select.setString(2, date.toString());
      select.setString(3, date.toString());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? new Tolerance(
                rows.getLong("absolute_minor"), rows.getInt("relative_ppm"), rows.getInt("days"))
            : null;
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String name) throws SQLException {
    return connection.prepareStatement(SqlResource.read("reconciliation/" + name + ".sql"));
  }

  private static FeeRate feeRate(ResultSet row) throws SQLException {
    long maximum = row.getLong("maximum_minor");
    Long maximumOrNone = row.wasNull() ? null : maximum;
    return new FeeRate(
        row.getString("account_no"),
        row.getString("kind"),
        row.getObject("effective_from", LocalDate.class),
        row.getObject("effective_to", LocalDate.class),
        row.getInt("rate_ppm"),
        row.getLong("fixed_minor"),
        row.getLong("minimum_minor"),
        maximumOrNone,
        row.getBoolean("gives_fee_back"),
        row.getString("rounding"));
  }

  private static MerchantRoute route(ResultSet row) throws SQLException {
    return new MerchantRoute(
        row.getString("merchant_id"),
        row.getString("account_no"),
        row.getObject("effective_from", LocalDate.class),
        row.getObject("effective_to", LocalDate.class));
  }

  @FunctionalInterface
  private interface RowMapper<T> {
    T of(ResultSet row) throws SQLException;
  }
}
