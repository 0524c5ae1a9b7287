package dev.settle.batch.bank;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Our accounts at banks whose statements are matched.
 *
 * @param agreedFrom since when each counts, by its number; none: payouts are not matched with a
 *     bank
 * @param graceDays days that a payout may be under way
 */
public record BankAccounts(Map<String, LocalDate> agreedFrom, int graceDays) {
  /** Keeps the accounts in the order of their numbers. */
  public BankAccounts {
    agreedFrom = Collections.unmodifiableMap(new TreeMap<>(agreedFrom));
  }

  /** Their numbers. */
  public List<String> accounts() {
    return List.copyOf(agreedFrom.keySet());
  }

  /** True when a statement of the account that closes on the date counts. */
  boolean counts(String account, LocalDate closing) {
    LocalDate from = agreedFrom.get(account);
    return from != null && !closing.isBefore(from);
  }

  /**
   * The accounts that are agreed on a day.
   *
   * @throws BatchException 1 when they cannot be read
   */
  public static BankAccounts on(LocalDate date, DataSource postgres) {
    try (Connection connection = postgres.getConnection();
        PreparedStatement select =
            connection.prepareStatement(SqlResource.read("bank/agreed.sql"))) {
      select.setString(1, date.toString());
      select.setString(2, date.toString());
      Map<String, LocalDate> accounts = new TreeMap<>();
      int grace = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          accounts.put(
              rows.getString("account_no"), rows.getObject("effective_from", LocalDate.class));
          grace = Math.max(grace, rows.getInt("grace_days"));
        }
      }
      return new BankAccounts(accounts, grace);
    } catch (SQLException e) {
      throw BatchException.failed("agreed bank accounts: " + e.getMessage(), e);
    }
  }
}
