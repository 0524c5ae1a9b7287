package dev.settle.batch.settlement;

import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands open with each payee that was settled before. */
final class OpenBalances {
  private OpenBalances() {}

  static Map<PayeeKey, PayeeBalance> read(Connection postgres) throws SQLException {
    Map<PayeeKey, List<HeldReserve>> reserves = new HashMap<>();
    each(
        postgres,
        "balances_reserves",
        row ->
            reserves
                .computeIfAbsent(key(row), key -> new ArrayList<>())
                .add(
                    new HeldReserve(
                        row.getObject("of_window", LocalDate.class),
                        row.getObject("release_on", LocalDate.class),
                        row.getLong("amount"))));
    Map<PayeeKey, List<Receivable>> receivables = new HashMap<>();
    each(
        postgres,
        "balances_receivables",
        row ->
            receivables
                .computeIfAbsent(key(row), key -> new ArrayList<>())
                .add(new Receivable(row.getString("id"), row.getLong("amount"))));
    Map<PayeeKey, PayeeBalance> balances = new HashMap<>();
    each(
        postgres,
        "balances",
        row -> {
          PayeeKey key = key(row);
          balances.put(
              key,
              new PayeeBalance(
                  key.payee(),
                  Currency.getInstance(key.currency()),
                  row.getObject("window_day", LocalDate.class),
                  row.getLong("carried_forward"),
                  reserves.getOrDefault(key, List.of()),
                  receivables.getOrDefault(key, List.of())));
        });
    return balances;
  }

  private static PayeeKey key(ResultSet row) throws SQLException {
    return new PayeeKey(row.getString("payee"), row.getString("currency"));
  }

  private static void each(Connection postgres, String resource, RowTaker taker)
      throws SQLException {
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("settlement/" + resource + ".sql"))) {
      while (rows.next()) {
        taker.take(rows);
      }
    }
  }

  @FunctionalInterface
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }
}
