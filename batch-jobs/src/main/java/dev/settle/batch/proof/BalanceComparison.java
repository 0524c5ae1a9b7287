package dev.settle.batch.proof;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the balance of every account and currency by the ledger against the one recomputed from the
 * source's tables. Both sides come sorted by the servers and are merged as they come: millions of
 * accounts take no more memory here than one. An account that only one side has is a difference
 * too.
 */
final class BalanceComparison {
  private static final int DIFFERENCES_PRINTED_MAX = 5;
  private static final int FETCH_ROWS = 10_000;

  /** Both servers sort by the bytes of UTF-8, which is not the order of Java's strings. */
  private static final Comparator<Balance> ORDER =
      Comparator.comparing((Balance b) -> bytes(b.account), Arrays::compareUnsigned)
          .thenComparing(b -> bytes(b.currency), Arrays::compareUnsigned);

  private final List<String> differences = new ArrayList<>();
  private long compared;
  private long differing;

  /**
   * Compares all balances.
   *
   * @param postgres the source; its transaction mode is as before afterwards
   */
  static Proof prove(Connection postgres, ClickHouse clickHouse) {
    BalanceComparison comparison = new BalanceComparison();
    try {
      boolean autoCommit = postgres.getAutoCommit();
      // Only inside a transaction does the driver fetch in portions.
      postgres.setAutoCommit(false);
      try (Statement select = postgres.createStatement()) {
        select.setFetchSize(FETCH_ROWS);
        try (ResultSet source =
            select.executeQuery(SqlResource.read("proof/balances_from_source.sql"))) {
          clickHouse.read(
              SqlResource.read("proof/ledger_balances.sql"),
              Map.of(),
              ledger -> comparison.merge(source, ledger));
        }
      } finally {
        postgres.rollback();
        postgres.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw BatchException.failed("balances of PostgreSQL: " + e.getMessage(), e);
    }
    return comparison.result();
  }

  private void merge(ResultSet sourceRows, ClickHouseBinaryFormatReader ledgerRows)
      throws SQLException {
    Balance source = next(sourceRows);
    Balance ledger = next(ledgerRows);
    while (source != null || ledger != null) {
      compared++;
      int order = source == null ? 1 : ledger == null ? -1 : ORDER.compare(source, ledger);
      Balance inSource = order <= 0 ? source : null;
      Balance inLedger = order >= 0 ? ledger : null;
      take(inSource, inLedger);
      source = order <= 0 ? next(sourceRows) : source;
      ledger = order >= 0 ? next(ledgerRows) : ledger;
    }
  }

  private void take(@Nullable Balance source, @Nullable Balance ledger) {
    if (source != null && ledger != null && source.amount.equals(ledger.amount)) {
      return;
    }
    differing++;
    Balance any = source == null ? ledger : source;
    if (any != null && differences.size() < DIFFERENCES_PRINTED_MAX) {
      differences.add(
          "%s %s source %s, ledger %s"
              .formatted(any.account, any.currency, amount(source), amount(ledger)));
    }
  }

  private Proof result() {
    String figure = compared + " balances";
    if (differing == 0) {
      return new Proof("balances-equal-source", true, figure);
    }
    String more = differing > differences.size() ? "; …" : "";
    return new Proof(
        "balances-equal-source",
        false,
        "%s, %d differ; %s%s".formatted(figure, differing, String.join("; ", differences), more));
  }

  private static @Nullable Balance next(ResultSet rows) throws SQLException {
    return rows.next()
        ? new Balance(
            rows.getString("account"),
            rows.getString("currency"),
            rows.getBigDecimal("balance").toBigIntegerExact())
        : null;
  }

  private static @Nullable Balance next(ClickHouseBinaryFormatReader rows) {
    return rows.next() == null
        ? null
        : new Balance(
            rows.getString("account"), rows.getString("currency"), rows.getBigInteger("balance"));
  }

  private static String amount(@Nullable Balance balance) {
    return balance == null ? "has no such account" : balance.amount.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record Balance(String account, String currency, BigInteger amount) {}
}
