package dev.settle.batch.bank;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Our accounts at banks whose statements are matched.
 *
 * @param accounts their numbers; none: payouts are not matched with a bank
 * @param graceDays days that a payout may be under way
 */
public record BankAccounts(List<String> accounts, int graceDays) {

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
      List<String> accounts = new ArrayList<>();
      int grace = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          accounts.add(rows.getString("account_no"));
          grace = Math.max(grace, rows.getInt("grace_days"));
        }
      }
      return new BankAccounts(accounts, grace);
    } catch (SQLException e) {
      throw BatchException.failed("agreed bank accounts: " + e.getMessage(), e);
    }
  }
}
