package dev.settle.batch.proof;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.bank.BankChain;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.gate.ControlKey;
import dev.settle.batch.gate.Measure;
import dev.settle.batch.gate.Total;
import dev.settle.batch.payout.PayoutProof;
import dev.settle.batch.reconciliation.ProofChain;
import dev.settle.batch.reconciliation.ProofRow;
import dev.settle.batch.reconciliation.ResultChecksum;
import dev.settle.batch.settlement.SettlementProofs;
import dev.settle.batch.sharing.nightly.SharingProofs;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The proofs over the whole history, computed in SQL: the ledger by itself, the ledger against its
 * source, the reconciled days against both sides and their chain, what was shared against what was
 * ordered.
 */
public final class Prover {
  private static final String FIRST_DATE = "1970-01-01";
  private static final String LAST_DATE = "2149-06-06";

  private final ClickHouse clickHouse;

  /** A prover over this server. */
  public Prover(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * All proofs.
   *
   * @param postgres the source; stays open
   * @param date restricts the proofs of reconciled days to one; null: all days
   */
  public List<Proof> all(Connection postgres, @Nullable LocalDate date) {
    List<Proof> proofs = new ArrayList<>(ofLedger());
    proofs.add(ofSource(postgres));
    proofs.add(balances(postgres));
    proofs.addAll(ofReconciliation(date));
    proofs.add(tolerances(postgres, date));
    proofs.addAll(new SharingProofs(clickHouse).all(postgres));
    proofs.addAll(new SettlementProofs(postgres, clickHouse).all());
    proofs.addAll(PayoutProof.of(postgres));
    List<String> payouts = new BankChain(clickHouse).faults();
    proofs.add(
        new Proof(
            "payouts-chain-intact",
            payouts.isEmpty(),
            payouts.isEmpty() ? "every day's payouts" : String.join("; ", payouts)));
    return proofs;
  }

  /** The proofs of reconciled days: each row in one class, nothing left over, the chain intact. */
  public List<Proof> ofReconciliation(@Nullable LocalDate date) {
    Map<String, Object> range = range(date);
    List<Proof> proofs = new ArrayList<>();
    for (GenericRecord row : clickHouse.rowsOf("proof/classified_once.sql", range)) {
      proofs.add(simple(row.getString("name"), row));
    }
    List<Day> days = days(range);
    long residuals =
        days.stream().flatMap(day -> day.rows.stream()).filter(row -> !row.holds()).count();
    proofs.add(
        new Proof(
            "residual-zero",
            residuals == 0,
            residuals + " residuals over " + days.size() + " channel days"));
    proofs.add(chain(days, date));
    return proofs;
  }

  /**
   * The balance of every account and currency by the ledger against the one recomputed from the
   * source. True only while nothing is under way between the two.
   *
   * @param postgres the source; stays open
   */
  public Proof balances(Connection postgres) {
    return BalanceComparison.prove(postgres, clickHouse);
  }

  /** What closed days tolerated is what was ordered to be posted for them. */
  private Proof tolerances(Connection postgres, @Nullable LocalDate date) {
    Map<String, BigInteger> tolerated = new TreeMap<>();
    for (GenericRecord row : clickHouse.rowsOf("proof/tolerated.sql", range(date))) {
      tolerated.put(
          "%s %s %s"
              .formatted(
                  row.getString("channel"),
                  row.getLocalDate("business_date"),
                  row.getString("currency")),
          row.getBigInteger("tolerated_amount"));
    }
    Map<String, BigInteger> posted = new TreeMap<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("proof/tolerances_posted.sql"))) {
      while (rows.next()) {
        String day = rows.getString("business_date");
        if (date == null || date.toString().equals(day)) {
          posted.put(
              "%s %s %s".formatted(rows.getString("channel"), day, rows.getString("currency")),
              rows.getBigDecimal("posted").toBigIntegerExact());
        }
      }
    } catch (SQLException e) {
      throw BatchException.failed("posted tolerances: " + e.getMessage(), e);
    }
    String figure = tolerated.size() + " channel days with a tolerated difference";
    return new Proof(
        "tolerances-posted",
        tolerated.equals(posted),
        tolerated.equals(posted)
            ? figure
            : "%s; tolerated %s, posted %s".formatted(figure, tolerated, posted));
  }

  private static Map<String, Object> range(@Nullable LocalDate date) {
    return Map.of(
        "from_date", date == null ? FIRST_DATE : date.toString(),
        "to_date", date == null ? LAST_DATE : date.toString());
  }

  private List<Proof> ofLedger() {
    List<Proof> proofs = new ArrayList<>();
    proofs.add(simple("entries-sum-to-zero", row("proof/entries_sum_to_zero.sql")));
    proofs.add(simple("journals-sum-to-zero", row("proof/journals_sum_to_zero.sql")));
    GenericRecord chain = row("proof/sequences.sql");
    long gaps = chain.getLong("gaps_or_repeats");
    long broken = chain.getLong("broken_balances");
    long entries = chain.getLong("entries");
    proofs.add(
        new Proof(
            "sequences-gapless", gaps == 0, entries + " entries, " + gaps + " gaps or repeats"));
    proofs.add(
        new Proof("balances-continuous", broken == 0, entries + " entries, " + broken + " breaks"));
    proofs.add(simple("closed-days-unchanged", row("proof/closed_days_unchanged.sql")));
    return proofs;
  }

  private Proof ofSource(Connection postgres) {
    Map<ControlKey, Total> source = sourceTotals(postgres);
    Map<ControlKey, Total> ledger = new TreeMap<>();
    for (GenericRecord row : clickHouse.rowsOf("proof/ledger_totals.sql", Map.of())) {
      ledger.put(
          new ControlKey(
              row.getString("channel"),
              Measure.POSTED,
              row.getString("kind"),
              row.getString("cause"),
              row.getString("currency")),
          new Total(row.getLong("row_count"), row.getBigInteger("total")));
    }
    Map<ControlKey, Total> keys = new TreeMap<>(source);
    keys.putAll(ledger);
    List<String> differences = new ArrayList<>();
    for (ControlKey key : keys.keySet()) {
      Total inSource = source.getOrDefault(key, Total.NONE);
      Total inLedger = ledger.getOrDefault(key, Total.NONE);
      if (!inSource.equals(inLedger)) {
        differences.add(
            "%s: source %d rows %d, ledger %d rows %d"
                .formatted(
                    key, inSource.rows(), inSource.amount(), inLedger.rows(), inLedger.amount()));
      }
    }
    Total all = ledger.values().stream().reduce(Total.NONE, Total::plus);
    String figure = all.rows() + " postings in " + keys.size() + " totals";
    return new Proof(
        "entries-equal-source",
        differences.isEmpty(),
        differences.isEmpty() ? figure : figure + "; " + String.join("; ", differences));
  }

  private static Map<ControlKey, Total> sourceTotals(Connection postgres) {
    Map<ControlKey, Total> totals = new TreeMap<>();
    try (Statement select = postgres.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("proof/source_totals.sql"))) {
      while (rows.next()) {
        totals.put(
            new ControlKey(
                rows.getString("channel"),
                Measure.POSTED,
                rows.getString("kind"),
                rows.getString("cause"),
                rows.getString("currency")),
            new Total(rows.getLong("row_count"), rows.getBigDecimal("amount").toBigIntegerExact()));
      }
      return totals;
    } catch (SQLException e) {
      throw BatchException.failed("totals of PostgreSQL: " + e.getMessage(), e);
    }
  }

  private Proof chain(List<Day> days, @Nullable LocalDate only) {
    Map<String, Day> lastOfChannel = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Day day : days) {
      Day before = lastOfChannel.put(day.channel, day);
      String expected = before == null ? "" : before.sha256;
      boolean linked = only != null || expected.equals(day.previousSha256);
      String results =
          new ResultChecksum(clickHouse).addResults(day.date, day.channel, "", day.layout).hex();
      String sha256 =
          ProofChain.sha256(day.date, day.channel, day.rows, results, day.previousSha256);
      if (!linked) {
        faults.add(day.channel + " " + day.date + " does not follow the proof before it");
      } else if (!results.equals(day.resultsSha256)) {
        faults.add(
            day.channel + " " + day.date + ": items, breaks or lines changed after the proof");
      } else if (!sha256.equals(day.sha256)) {
        faults.add(day.channel + " " + day.date + ": figures changed after the proof");
      }
    }
    String figure = days.size() + " channel days";
    return new Proof(
        "chain-intact",
        faults.isEmpty(),
        faults.isEmpty() ? figure : figure + "; " + String.join("; ", faults));
  }

  private List<Day> days(Map<String, Object> range) {
    Map<String, Day> days = new LinkedHashMap<>();
    for (GenericRecord row :
        clickHouse.rows(
            "SELECT * FROM settlement.reconciliation_proof WHERE business_date >= {from_date:Date}"
                + " AND business_date <= {to_date:Date} ORDER BY channel, business_date, currency",
            range)) {
      LocalDate date = row.getLocalDate("business_date");
      String channel = row.getString("channel");
      days.computeIfAbsent(
              channel + date,
              key ->
                  new Day(
                      date,
                      channel,
                      row.getString("results_sha256"),
                      row.getString("previous_sha256"),
                      row.getString("sha256"),
                      row.getInteger("results_layout"),
                      new ArrayList<>()))
          .rows
          .add(ProofRow.of(row));
    }
    return List.copyOf(days.values());
  }

  private GenericRecord row(String resource) {
    return clickHouse.rowsOf(resource, Map.of()).get(0);
  }

  private static Proof simple(String name, GenericRecord row) {
    long faults = row.getLong("faults");
    String figure = row.getString("figure");
    return new Proof(name, faults == 0, faults == 0 ? figure : faults + " faults; " + figure);
  }

  private record Day(
      LocalDate date,
      String channel,
      String resultsSha256,
      String previousSha256,
      String sha256,
      int layout,
      List<ProofRow> rows) {}
}
