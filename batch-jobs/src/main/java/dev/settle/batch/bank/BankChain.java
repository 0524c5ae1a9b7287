package dev.settle.batch.bank;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.reconciliation.ResultChecksum;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hashes that chain the payouts' proofs, and their check. */
public final class BankChain {
  private final ClickHouse clickHouse;

  /** The chain in this ClickHouse. */
  public BankChain(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * What does not hold, by day; empty when every proof leaves nothing, follows the one before, and
   * its rows are as they were.
   */
  public List<String> faults() {
    Map<LocalDate, List<GenericRecord>> days = new LinkedHashMap<>();
    clickHouse
        .rows(
            "SELECT * FROM settlement.bank_proof ORDER BY business_date, currency, side", Map.of())
        .forEach(
            row ->
                days.computeIfAbsent(row.getLocalDate("business_date"), key -> new ArrayList<>())
                    .add(row));
    List<String> faults = new ArrayList<>();
    String before = "";
    for (Map.Entry<LocalDate, List<GenericRecord>> day : days.entrySet()) {
      GenericRecord any = day.getValue().get(0);
      List<BankProofRow> rows = day.getValue().stream().map(BankProofRow::ofTable).toList();
      String previous = any.getString("previous_sha256");
      if (rows.stream().anyMatch(row -> !row.holds())) {
        faults.add(day.getKey() + " leaves a residual");
      } else if (!previous.equals(before)) {
        faults.add(day.getKey() + " does not follow the proof before it");
      } else if (!results(day.getKey(), "").equals(any.getString("results_sha256"))) {
        faults.add(day.getKey() + ": items or bank entries changed after the proof");
      } else if (!sha256(day.getKey(), rows, any.getString("results_sha256"), previous)
          .equals(any.getString("sha256"))) {
        faults.add(day.getKey() + ": figures changed after the proof");
      }
      before = any.getString("sha256");
    }
    return faults;
  }

  String results(LocalDate date, String suffix) {
    return new ResultChecksum(clickHouse)
        .addDay("bank_item" + suffix, date)
        .addDay("bank_statement_entry", date)
        .hex();
  }

  static String sha256(
      LocalDate date, List<BankProofRow> rows, String results, String previousSha256) {
    StringBuilder text = new StringBuilder(previousSha256).append('\n').append(date).append('\n');
    rows.forEach(row -> text.append(row.canonical()).append('\n'));
    text.append(results);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
