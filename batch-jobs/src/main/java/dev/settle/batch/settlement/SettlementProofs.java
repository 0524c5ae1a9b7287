package dev.settle.batch.settlement;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.proof.Proof;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The proofs of sharing and settlement over the whole history (docs/decisions/0014). Those about
 * the ledger hold only while nothing is under way between PostgreSQL and ClickHouse.
 */
public final class SettlementProofs {
  private static final String FEES = "fees";
  private static final String FEES_OF_LINES = "fees of lines";

  private final Connection postgres;
  private final ClickHouse clickHouse;

  /**
   * Proofs over these servers.
   *
   * @param postgres stays open
   */
  public SettlementProofs(Connection postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /** All of them. */
  public List<Proof> all() {
    try {
      LocalDate last = SettlementRun.lastSettled(postgres);
      Map<String, Object> parameters =
          Map.of(
              "last_settled",
              (last == null ? LocalDate.EPOCH : last).toString(),
              "uncommitted",
              new CommittedLines(clickHouse, postgres).uncommitted());
      List<Proof> proofs = new ArrayList<>();
      proofs.add(inPostgres("settlements-add-up", "proof_sums"));
      proofs.add(inPostgres("settlements-follow-each-other", "proof_chain"));
      proofs.add(shown());
      proofs.add(inClickHouse("settled-lines-equal-settlements", "proof_lines", parameters));
      proofs.add(inClickHouse("payees-hold-what-is-open", "proof_held", parameters));
      proofs.add(inAndOut(parameters));
      return proofs;
    } catch (SQLException e) {
      throw BatchException.failed("proofs of the settlement: " + e.getMessage(), e);
    }
  }

  private Proof inPostgres(String name, String resource) throws SQLException {
    try (Statement select = postgres.createStatement();
        ResultSet row = select.executeQuery(SqlResource.read("settlement/" + resource + ".sql"))) {
      row.next();
      return proof(name, row.getLong("faults"), row.getString("figure"));
    }
  }

  private Proof inClickHouse(String name, String resource, Map<String, Object> parameters) {
    GenericRecord row = clickHouse.rowsOf("settlement/" + resource + ".sql", parameters).get(0);
    return proof(name, row.getLong("faults"), row.getString("figure"));
  }

  private static Proof proof(String name, long faults, String figure) {
    return new Proof(name, faults == 0, faults == 0 ? figure : faults + " faults; " + figure);
  }

  /** What analysts are shown is what counts. */
  private Proof shown() throws SQLException {
    Map<String, List<Object>> inPostgres = new TreeMap<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("settlement/proof_shown.sql"))) {
      while (rows.next()) {
        inPostgres.put(
            rows.getString("business_date"),
            List.of(
                rows.getLong("settlements"),
                rows.getBigDecimal("net").toBigIntegerExact(),
                rows.getLong("lines")));
      }
    }
    Map<String, List<Object>> inClickHouse = new TreeMap<>();
    for (GenericRecord row : clickHouse.rowsOf("settlement/proof_shown_clickhouse.sql", Map.of())) {
      inClickHouse.put(
          row.getLocalDate("night").toString(),
          List.of(row.getLong("settlements"), row.getBigInteger("net"), row.getLong("lines")));
    }
    boolean same = inPostgres.equals(inClickHouse);
    String figure = inPostgres.size() + " nights with settlements";
    return new Proof(
        "settlements-shown",
        same,
        same
            ? figure
            : "%s; PostgreSQL %s, ClickHouse %s".formatted(figure, inPostgres, inClickHouse));
  }

  /**
   * What came in less what went out, by the payment service's tables, is what merchants, partners,
   * platform and users hold by the ledger; the fees that went out are those of the statements.
   */
  private Proof inAndOut(Map<String, Object> parameters) throws SQLException {
    Map<String, Map<String, BigInteger>> moved = new TreeMap<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("settlement/proof_in_out.sql"))) {
      while (rows.next()) {
        put(
            moved,
            rows.getString("currency"),
            rows.getString("what"),
            rows.getBigDecimal("amount").toBigIntegerExact());
      }
    }
    Map<String, Map<String, BigInteger>> held = new TreeMap<>();
    for (GenericRecord row : clickHouse.rowsOf("settlement/proof_holders.sql", parameters)) {
      put(held, row.getString("code"), row.getString("holder"), row.getBigInteger("total"));
    }
    TreeSet<String> currencies = new TreeSet<>(moved.keySet());
    currencies.addAll(held.keySet());
    boolean holds = true;
    List<String> figures = new ArrayList<>();
    for (String currency : currencies) {
      Map<String, BigInteger> in = moved.getOrDefault(currency, Map.of());
      Map<String, BigInteger> by = new TreeMap<>(held.getOrDefault(currency, Map.of()));
      BigInteger feesOfLines = by.getOrDefault(FEES_OF_LINES, BigInteger.ZERO);
      by.remove(FEES_OF_LINES);
      BigInteger fees = in.getOrDefault(FEES, BigInteger.ZERO);
      holds &= sum(in).equals(sum(by)) && fees.negate().equals(feesOfLines);
      figures.add(
          "%s in less out %s %s, held %s %s%s"
              .formatted(
                  currency,
                  sum(in),
                  in,
                  sum(by),
                  by,
                  fees.negate().equals(feesOfLines) ? "" : ", fees of lines " + feesOfLines));
    }
    return new Proof("held-equals-in-less-out", holds, String.join("; ", figures));
  }

  private static void put(
      Map<String, Map<String, BigInteger>> amounts,
      String currency,
      String what,
      BigInteger amount) {
    amounts.computeIfAbsent(currency, key -> new TreeMap<>()).put(what, amount);
  }

  private static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
