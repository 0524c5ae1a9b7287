package dev.settle.batch.sharing;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The rules that the night shares by: {@code payments.profit_sharing_rule} and its receivers. */
public final class PublishedRules {
  private PublishedRules() {}

  /**
   * Reads all versions in one snapshot.
   *
   * @throws BatchException 1 when they cannot be read, 65 when a row is no rule set
   */
  public static RuleBook read(DataSource postgres) {
    try (Connection connection = postgres.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return read(connection);
    } catch (SQLException e) {
      throw BatchException.failed("published rules: " + e.getMessage(), e);
    }
  }

  /** Reads them in the caller's transaction. */
  static RuleBook read(Connection connection) throws SQLException {
    Set<String> accounts = new LinkedHashSet<>();
    List<RuleSet> ruleSets = new ArrayList<>();
    try (Statement select = connection.createStatement()) {
      try (ResultSet rows =
          select.executeQuery(
              "SELECT account FROM payments.profit_sharing_receiver ORDER BY account")) {
        while (rows.next()) {
          accounts.add(rows.getString("account"));
        }
      }
      try (ResultSet rows = select.executeQuery(SqlResource.read("sharing/published.sql"))) {
        while (rows.next()) {
          ruleSets.add(ruleSet(rows));
        }
      }
    }
    return new RuleBook(accounts, ruleSets);
  }

  private static RuleSet ruleSet(ResultSet row) throws SQLException {
    String id = row.getString("rule_set_id");
    int version = row.getInt("version");
    try {
      return new RuleSet(
          id,
          version,
          new Scope(
              row.getString("merchant_id"),
              constant(OrderKind.class, row.getString("kind")),
              constant(Channel.class, row.getString("channel")),
              row.getString("currency")),
          row.getObject("effective_from", LocalDate.class),
          row.getObject("effective_to", LocalDate.class),
          row.getInt("priority"),
          Base.valueOf(row.getString("base")),
          row.getObject("cap_basis_points", Integer.class),
          row.getString("cap_agreement"),
          row.getInt("receivers_max"),
          RuleFile.receivers(row.getString("receivers")));
    } catch (IllegalArgumentException | JacksonException e) {
      throw BatchException.refused(
          "published rule set %s version %d is none: %s".formatted(id, version, e.getMessage()));
    }
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }
}
