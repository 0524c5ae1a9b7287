package dev.settle.batch.sharing.nightly;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.settlement.SettlementAgreements;
import dev.settle.batch.settlement.SettlementRun;
import dev.settle.batch.sharing.PublishedRules;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.schemas.payment.Channel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares what a night matched of a channel (docs/decisions/0014). The lines are computed in
 * ClickHouse beside the table and swapped in; they count when PostgreSQL has their revision, which
 * it gets in one transaction with the instructions that post them. So a run that is killed anywhere
 * and run again posts the same once, and one that finds nothing new writes nothing.
 */
public final class SharingRun {
  private static final Logger LOG = LoggerFactory.getLogger(SharingRun.class);
  private static final String LINES = "settlement_line";
  private static final List<String> WORK_TABLES =
      List.of(
          "sharing_committed",
          "sharing_row",
          "sharing_order",
          "sharing_choice",
          "sharing_rule",
          "sharing_volume",
          "sharing_payee",
          "sharing_window",
          "sharing_state");

  private final DataSource postgres;
  private final ClickHouse clickHouse;

  /** Shares what this ClickHouse has, by the rules and terms of this PostgreSQL. */
  public SharingRun(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * Brings the night's lines and their posting in line with its items. Costs a few passes over the
   * night's rows, and one over the order keys of the lines of all nights for the refunds.
   *
   * @param night a reconciled day, which is closed: the instructions ask for the day after it
   * @param by who orders them
   * @throws BatchException 1 when lines and items do not agree, 65 when rules or terms do not hold
   */
  public SharingFigures share(Channel channel, LocalDate night, String by) {
    Revisions revisions = Revisions.read(postgres);
    Partition.OfRevision revision =
        new Partition.OfRevision(night, channel, revisions.last(night, channel) + 1);
    long lines = compute(revision, revisions);
    return lines == 0 ? SharingFigures.NOTHING : commit(revision, lines, by);
  }

  /**
   * Computes the lines of a revision, checks them and swaps them in. They do not count yet.
   *
   * @return how many
   */
  long compute(Partition.OfRevision revision, Revisions revisions) {
    Partition.OfChannel work = new Partition.OfChannel(revision.date(), revision.channel());
    clickHouse.dropPartition(LINES + "_staging", revision);
    WORK_TABLES.forEach(table -> clickHouse.dropPartition(table, work));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("business_date", revision.date().toString());
    parameters.put("channel", revision.channel().name());
    parameters.put("revision", revision.revision());
    parameters.put("last", revision.revision() - 1);
    parameters.put("zone", revision.channel().zone().getId());
    revisions.writeCommitted(clickHouse, work);
    run("01_rows", revision, parameters);
    if (revision.revision() > 1) {
      run("02_reversals", revision, parameters);
    }
    Occurred occurred = Occurred.of(clickHouse, parameters);
    if (occurred.rows() > 0) {
      computeParts(revision, work, occurred, parameters);
    }
    new LineChecks(clickHouse).require(revision, parameters);
    clickHouse.replacePartition(LINES, revision);
    clickHouse.dropPartition(LINES + "_staging", revision);
    WORK_TABLES.forEach(table -> clickHouse.dropPartition(table, work));
    requireWritten(revision, occurred.rows(), parameters);
    return occurred.rows();
  }

  /**
   * A killed night's statement may still run in the engine and write beside ours after the checks;
   * from here on nobody writes to the revision any more.
   */
  private void requireWritten(
      Partition.OfRevision revision, long lines, Map<String, Object> parameters) {
    long written = clickHouse.rowsOf("sharing/written.sql", parameters).get(0).getLong("lines");
    if (written != lines) {
      throw BatchException.failed(
          "sharing of %s %s wrote %d lines in place of %d; none counts: run again"
              .formatted(revision.channel(), revision.date(), written, lines));
    }
  }

  private void computeParts(
      Partition.OfRevision revision,
      Partition.OfChannel work,
      Occurred occurred,
      Map<String, Object> parameters) {
    run("03_orders", revision, parameters);
    RuleBook book = PublishedRules.read(postgres);
    Cycles cycles = new Cycles(SettlementAgreements.read(postgres), occurred.days());
    new WorkRules(clickHouse, work).write(book, cycles, parameters);
    new WorkWindows(clickHouse, work).write(cycles, occurred, lastSettled());
    parameters.put("standard_cycles", cycles.standard(occurred.currencies()));
    run("05_volumes", revision, parameters);
    run("06_states", revision, parameters);
    run("07_lines", revision, parameters);
  }

  private @Nullable LocalDate lastSettled() {
    try (Connection connection = postgres.getConnection()) {
      return SettlementRun.lastSettled(connection);
    } catch (SQLException e) {
      throw BatchException.failed("settled nights: " + e.getMessage(), e);
    }
  }

  private SharingFigures commit(Partition.OfRevision revision, long lines, String by) {
    try (Connection connection = postgres.getConnection()) {
      connection.setAutoCommit(false);
      int instructions = new LinePosting(clickHouse, revision, by).order(connection);
      Revisions.write(connection, revision, lines, instructions, by);
      connection.commit();
      LOG.info(
          "share: {} {} revision {}: {} lines, {} instructions",
          revision.channel(),
          revision.date(),
          revision.revision(),
          lines,
          instructions);
      return new SharingFigures(revision.revision(), lines, instructions);
    } catch (SQLException e) {
      throw BatchException.failed(
          "sharing of %s %s was not ordered: %s"
              .formatted(revision.channel(), revision.date(), e.getMessage()),
          e);
    }
  }

  private void run(String step, Partition.OfRevision revision, Map<String, Object> parameters) {
    long started = System.nanoTime();
    clickHouse.runResource("sharing/" + step + ".sql", parameters);
    LOG.info(
        "{} {} {}: {} ms",
        revision.channel(),
        revision.date(),
        step,
        (System.nanoTime() - started) / 1_000_000);
  }
}
