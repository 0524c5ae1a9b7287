package dev.settle.batch.reconciliation;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.statement.AgreedChannel;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reconciles one channel and business date in ClickHouse, set by set: the SQL files of {@code
 * reconciliation/} in their order. Results are computed beside the tables, asserted, and swapped in
 * by partition, so a run that is cut off changes nothing and a repeated one writes the same bytes.
 */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final String LINE_KEYS = "channel_line_key";
  static final List<String> WORK_TABLES =
      List.of(
          "reconciliation_adjusted",
          "reconciliation_ledger_row",
          "reconciliation_channel_row",
          "reconciliation_exception",
          "reconciliation_ledger_side",
          "reconciliation_channel_side",
          WorkTerms.FEE_RATES,
          WorkTerms.ROUTES,
          "reconciliation_repeated",
          "reconciliation_group",
          "reconciliation_told",
          LINE_KEYS + "_staging",
          "reconciliation_pair",
          "reconciliation_item_staging",
          "reconciliation_break_staging",
          "reconciliation_proof_staging");
  private static final List<String> MATCHING =
      List.of(
          "00_adjusted",
          "01_ledger_side",
          "02_channel_side",
          "02a_line_keys",
          "02_exceptions",
          "02_exceptions_of_ledger",
          "02_exceptions_of_channel",
          "02b_instructions",
          "02_repeated_ids",
          "03_pair_unique",
          "03a_batch_by_channel_id",
          "03b_pair_batch",
          "04_pair_repeated",
          "04a_batch_by_own_id",
          "04b_told_before",
          "05_item",
          "06a_fees");
  private static final List<String> CARRYING = List.of("06_carried", "06b_adjusted", "07_break");

  /** Days in which a line that is told again is known: longer than any channel delivers again. */
  private static final int LOOK_BACK_DAYS = 90;

  /** A date without results: nothing is carried over from it. */
  private static final LocalDate NO_DATE = LocalDate.EPOCH;

  private final ClickHouse clickHouse;
  private final AgreedTerms.Source terms;
  private final Level stepsLevel;

  /** A reconciler over this server, which knows no terms but those of the channels' accounts. */
  public Reconciler(ClickHouse clickHouse) {
    this(clickHouse, (channel, date) -> AgreedTerms.none());
  }

  /** A reconciler over this server. */
  public Reconciler(ClickHouse clickHouse, AgreedTerms.Source terms) {
    this(clickHouse, terms, Level.INFO);
  }

  /** A reconciler over this server, which logs its steps at a level. */
  Reconciler(ClickHouse clickHouse, AgreedTerms.Source terms, Level stepsLevel) {
    this.clickHouse = clickHouse;
    this.terms = terms;
    this.stepsLevel = stepsLevel;
  }

  /**
   * Reconciles a day whose statement was taken.
   *
   * @return the proof, one row a currency
   * @throws BatchException 1 when a row is in no class or in two; 75 when a residual is not zero
   */
  public List<ProofRow> reconcile(AgreedChannel agreed, LocalDate date) {
    long started = System.nanoTime();
    Partition.OfChannel day = new Partition.OfChannel(date, agreed.channel());
    Previous previous = previous(day);
    Map<String, Object> parameters = match(agreed, day, previous);
    CARRYING.forEach(step -> run(step, day, parameters));
    assertCoverage(parameters);
    List<ProofRow> proof =
        clickHouse.rowsOf("reconciliation/08_proof.sql", parameters).stream()
            .map(ProofRow::of)
            .toList();
    stageProof(day, proof, previous);
    new RerunDiff(clickHouse).record(day);
    clickHouse.replacePartition(LINE_KEYS, day);
    clickHouse.replacePartition("reconciliation_item", day);
    clickHouse.replacePartition("reconciliation_break", day);
    clickHouse.replacePartition("reconciliation_proof", day);
    WORK_TABLES.forEach(table -> clickHouse.dropPartition(table, day));
    LOG.info("{} {} reconciled in {} ms", agreed.channel(), date, millisSince(started));
    requireResidualZero(day, proof);
    return proof;
  }

  /**
   * Gives both sides of a day their classes in the staging table and goes no further: nothing is
   * asserted, proved or swapped in.
   *
   * @return the parameters of the day's statements
   */
  Map<String, Object> match(AgreedChannel agreed, LocalDate date) {
    Partition.OfChannel day = new Partition.OfChannel(date, agreed.channel());
    return match(agreed, day, previous(day));
  }

  private Map<String, Object> match(
      AgreedChannel agreed, Partition.OfChannel day, @Nullable Previous previous) {
    WORK_TABLES.forEach(table -> clickHouse.dropPartition(table, day));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("business_date", day.date().toString());
    parameters.put("channel", day.channel().name());
    parameters.put("previous_date", (previous == null ? NO_DATE : previous.date()).toString());
    parameters.put("grace_days", agreed.graceDays());
    parameters.put("look_back_days", LOOK_BACK_DAYS);
    WorkTerms.write(terms.of(day.channel(), day.date()), day, clickHouse, parameters);
    MATCHING.forEach(step -> run(step, day, parameters));
    return parameters;
  }

  private void run(String step, Partition.OfChannel day, Map<String, Object> parameters) {
    long started = System.nanoTime();
    clickHouse.runResource("reconciliation/" + step + ".sql", parameters);
    LOG.atLevel(stepsLevel)
        .log("{} {} {}: {} ms", day.channel(), day.date(), step, millisSince(started));
  }

  private void assertCoverage(Map<String, Object> parameters) {
    GenericRecord row = clickHouse.rowsOf("reconciliation/coverage.sql", parameters).get(0);
    requireClassifiedOnce("ledger rows", row, "ledger");
    requireClassifiedOnce("statement lines", row, "statement");
    long unclassified = row.getLong("unclassified");
    if (unclassified > 0) {
      LOG.error("{} items are UNCLASSIFIED, which no rule should leave", unclassified);
    }
  }

  private static void requireClassifiedOnce(String what, GenericRecord row, String side) {
    long rows = row.getLong(side + "_rows");
    long items = row.getLong(side + "_items");
    boolean same = row.getBoolean(side + "_same");
    if (rows != items || !same) {
      throw BatchException.failed(
          "%d %s, but %d items%s: a row is in no class or in two; nothing was written"
              .formatted(rows, what, items, same ? "" : " that are not of these rows"));
    }
  }

  private void stageProof(
      Partition.OfChannel day, List<ProofRow> proof, @Nullable Previous previous) {
    String results =
        new ResultChecksum(clickHouse)
            .addResults(day.date(), day.channel().name(), "_staging", ResultChecksum.LAYOUT)
            .hex();
    String previousSha256 = previous == null ? "" : previous.sha256();
    String sha256 =
        ProofChain.sha256(day.date(), day.channel().name(), proof, results, previousSha256);
    RowBinaryBlock block = new RowBinaryBlock();
    for (ProofRow row : proof) {
      row.writeTo(
          block,
          day.date(),
          day.channel(),
          results,
          previous == null ? null : previous.date(),
          previousSha256,
          sha256);
    }
    if (block.size() > 0) {
      clickHouse.insertRowBinary(
          "settlement.reconciliation_proof_staging", block.bytes(), block.size());
    }
  }

  private static void requireResidualZero(Partition.OfChannel day, List<ProofRow> proof) {
    Map<String, String> residuals = new TreeMap<>();
    proof.stream()
        .filter(row -> !row.holds())
        .forEach(row -> residuals.put(row.currency(), row.residual().toString()));
    if (!residuals.isEmpty()) {
      throw BatchException.incomplete(
          "INCOMPLETE: %s %s leaves a residual of %s minor units: see settlement.reconciliation_proof"
              .formatted(day.channel(), day.date(), residuals));
    }
  }

  private @Nullable Previous previous(Partition.OfChannel day) {
    List<GenericRecord> rows =
        clickHouse.rows(
            "SELECT business_date, any(sha256) AS hash FROM settlement.reconciliation_proof"
                + " WHERE channel = {channel:String} AND business_date < {business_date:Date}"
                + " GROUP BY business_date ORDER BY business_date DESC LIMIT 1",
            Map.of("channel", day.channel().name(), "business_date", day.date().toString()));
    return rows.isEmpty()
        ? null
        : new Previous(rows.get(0).getLocalDate("business_date"), rows.get(0).getString("hash"));
  }

  private static long millisSince(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }

  private record Previous(LocalDate date, String sha256) {}
}
