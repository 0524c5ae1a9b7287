package dev.settle.batch.bank;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Matches the payouts of a day, the channels' to us and ours to payees: the ledger's instructions,
 * the channels' lines, the bank's entries. As with the channels, results are computed beside the
 * tables, asserted and swapped in; nothing in them tells when they were computed.
 */
public final class BankReconciler {
  private static final String ITEMS = "bank_item";
  private static final String PROOFS = "bank_proof";

  private final ClickHouse clickHouse;
  private final BankChain chain;

  /** A reconciler over this server. */
  public BankReconciler(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    this.chain = new BankChain(clickHouse);
  }

  /**
   * Matches a day whose channels were reconciled.
   *
   * @return the proof, one row a side and currency
   * @throws BatchException 1 when a row is in no class or in two; 75 when a residual is left or the
   *     sides settled different amounts
   */
  public List<BankProofRow> reconcile(BankAccounts agreed, LocalDate date) {
    Partition.OfDate day = new Partition.OfDate(date);
    Previous previous = previous(date);
    clickHouse.dropPartition(ITEMS + "_staging", day);
    clickHouse.dropPartition(PROOFS + "_staging", day);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("business_date", date.toString());
    parameters.put(
        "previous_date", (previous == null ? LocalDate.EPOCH : previous.date).toString());
    parameters.put(
        "accounts",
        agreed.accounts().stream().map(account -> "'" + account + "'").toList().toString());
    List<BankRow> rows =
        clickHouse.rowsOf("bank/rows.sql", parameters).stream().map(BankReconciler::row).toList();
    stageItems(date, ThreeWayMatch.classify(rows, date, agreed.graceDays()));
    assertCoverage(parameters);
    List<BankProofRow> proof =
        clickHouse.rowsOf("bank/proof.sql", parameters).stream()
            .map(BankProofRow::ofFigures)
            .toList();
    stageProof(date, proof, previous);
    clickHouse.replacePartition(ITEMS, day);
    clickHouse.replacePartition(PROOFS, day);
    clickHouse.dropPartition(ITEMS + "_staging", day);
    clickHouse.dropPartition(PROOFS + "_staging", day);
    requireNothingLeft(date, proof);
    return proof;
  }

  /** What a person has to look after beyond the items, once a day was matched. */
  public List<String> warnings(BankAccounts agreed, LocalDate date) {
    return new BankStatements(clickHouse).warnings(agreed, date);
  }

  private static BankRow row(GenericRecord row) {
    return new BankRow(
        BankSide.valueOf(row.getString("side")),
        row.getString("row_id"),
        row.getLocalDate("row_date"),
        row.getString("of_channel"),
        row.getString("code"),
        row.getLong("came"),
        Arrays.stream(row.getStringArray("names"))
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList());
  }

  private void stageItems(LocalDate date, List<BankItem> items) {
    RowBinaryBlock block = new RowBinaryBlock();
    for (BankItem item : items) {
      BankRow row = item.row();
      block
          .date(date)
          .string(row.side().name())
          .string(row.id())
          .string(item.breakClass())
          .bool(item.isOpen())
          .string(item.groupId())
          .date(item.origin())
          .int16((int) ChronoUnit.DAYS.between(item.origin(), date))
          .date(row.date())
          .string(row.channel())
          .string(row.currency())
          .int64(row.amount())
          .strings(row.references());
    }
    insert(ITEMS + "_staging", block);
  }

  private void assertCoverage(Map<String, Object> parameters) {
    GenericRecord row = clickHouse.rowsOf("bank/coverage.sql", parameters).get(0);
    long expected = row.getLong("expected");
    if (expected != row.getLong("classified") || expected != row.getLong("distinct_rows")) {
      throw BatchException.failed(
          "payouts: %d rows, but %d items of %d distinct ones: a row is in no class or in two; nothing was written"
              .formatted(expected, row.getLong("classified"), row.getLong("distinct_rows")));
    }
  }

  private void stageProof(LocalDate date, List<BankProofRow> proof, @Nullable Previous previous) {
    String results = chain.results(date, "_staging");
    String before = previous == null ? "" : previous.sha256;
    String sha256 = BankChain.sha256(date, proof, results, before);
    RowBinaryBlock block = new RowBinaryBlock();
    for (BankProofRow row : proof) {
      block
          .date(date)
          .string(row.side().name())
          .string(row.currency())
          .int128(row.opening())
          .int64(row.dayRows())
          .int128(row.day())
          .int128(row.settled())
          .int128(row.closing())
          .int128(row.residual())
          .string(row.holds() ? "PROVED" : "INCOMPLETE")
          .string(results)
          .nullableDate(previous == null ? null : previous.date)
          .string(before)
          .string(sha256);
    }
    insert(PROOFS + "_staging", block);
  }

  private void insert(String table, RowBinaryBlock block) {
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement." + table, block.bytes(), block.size());
    }
  }

  private static void requireNothingLeft(LocalDate date, List<BankProofRow> proof) {
    Map<String, Map<BankSide, BigInteger>> settled = new TreeMap<>();
    for (BankProofRow row : proof) {
      settled
          .computeIfAbsent(row.currency(), key -> new EnumMap<>(BankSide.class))
          .put(row.side(), row.settled());
    }
    boolean apart =
        settled.values().stream()
            .anyMatch(
                sides -> {
                  BigInteger ledger = settledBy(BankSide.LEDGER, sides);
                  return !ledger.equals(settledBy(BankSide.CHANNEL, sides))
                      || !ledger
                          .add(settledBy(BankSide.PAYOUT, sides))
                          .equals(settledBy(BankSide.BANK, sides));
                });
    if (apart || proof.stream().anyMatch(row -> !row.holds())) {
      throw BatchException.incomplete(
          "INCOMPLETE: payouts of %s leave a residual, or the sides settled different amounts %s: see settlement.bank_proof"
              .formatted(date, settled));
    }
  }

  private static BigInteger settledBy(BankSide side, Map<BankSide, BigInteger> sides) {
    return sides.getOrDefault(side, BigInteger.ZERO);
  }

  private @Nullable Previous previous(LocalDate date) {
    List<GenericRecord> rows =
        clickHouse.rows(
            "SELECT business_date, any(sha256) AS hash FROM settlement.bank_proof WHERE business_date < {business_date:Date}"
                + " GROUP BY business_date ORDER BY business_date DESC LIMIT 1",
            Map.of("business_date", date.toString()));
    return rows.isEmpty()
        ? null
        : new Previous(rows.get(0).getLocalDate("business_date"), rows.get(0).getString("hash"));
  }

  private record Previous(LocalDate date, String sha256) {}
}
