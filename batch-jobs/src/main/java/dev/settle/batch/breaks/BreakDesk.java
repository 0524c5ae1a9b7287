package dev.settle.batch.breaks;

import dev.settle.batch.BatchException;
import dev.settle.batch.PostgresRefusal;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the work on breaks: each thing that a person does is one event, appended in a transaction
 * of its own. An approval orders the correction in the same transaction, so there is never one
 * without the other; repeating it orders nothing again. What PostgreSQL's rules refuse ends the
 * command with 65.
 */
public final class BreakDesk {

  private final Connection postgres;

  /** A desk over this connection, which stays open and is left in auto-commit. */
  public BreakDesk(Connection postgres) {
    this.postgres = postgres;
  }

  /** Hands a break to a person. */
  public void assign(Break of, String by, String assignee, @Nullable String comment) {
    transact(of, () -> record(of, "ASSIGN", by, comment, assignee, 0, null, null));
  }

  /** Says something about a break. */
  public void comment(Break of, String by, String comment) {
    transact(of, () -> record(of, "COMMENT", by, comment, null, 0, null, null));
  }

  /**
   * Proposes a correction.
   *
   * @return number of the proposal
   * @throws BatchException 65 when the break is not open any more, was corrected, or another
   *     proposal waits
   */
  public int propose(BreakLife life, String maker, Correction correction, String reason) {
    Break of = requireOpen(life, "nothing is left to correct");
    return transact(
        of,
        () -> {
          int proposal = stateOf(of).proposal() + 1;
          record(of, "PROPOSE", maker, reason, null, proposal, correction, null);
          return proposal;
        });
  }

  /**
   * Approves the proposal that waits, and orders it from the ledger.
   *
   * @param checker another person than the maker
   * @return what was ordered, now or by an earlier approval
   * @throws BatchException 65 when none waits, the checker is its maker, or the break is settled or
   *     changed meanwhile
   */
  public Approval approve(
      BreakLife life, BreakItem item, String checker, @Nullable String comment) {
    Break of = life.latest();
    return transact(
        of,
        () -> {
          BreakWork state = stateOf(of);
          if (state.correction() == BreakWork.CorrectionState.APPROVED) {
            return new Approval(state.instructionId(), state.checker(), true);
          }
          int proposal = requireProposal(of, state);
          if (state.maker().equalsIgnoreCase(checker)) {
            throw BatchException.refused(
                "break %s: %s made proposal %d and cannot approve it; another person has to"
                    .formatted(of.id(), state.maker(), proposal));
          }
          requireOpen(life, "reject the proposal");
          Correction.requireSettles(of, item, legs(of, proposal));
          String instructionId = "correction-" + of.id() + "-" + proposal;
          order(of, proposal, instructionId, checker, life.lastNight().plusDays(1));
          record(of, "APPROVE", checker, comment, null, proposal, null, instructionId);
          return new Approval(instructionId, checker, false);
        });
  }

  /**
   * Turns down the proposal that waits; its maker may withdraw it.
   *
   * @return number of the proposal
   * @throws BatchException 65 when none waits
   */
  public int reject(Break of, String by, String reason) {
    return transact(
        of,
        () -> {
          int proposal = requireProposal(of, stateOf(of));
          record(of, "REJECT", by, reason, null, proposal, null, null);
          return proposal;
        });
  }

  private static int requireProposal(Break of, BreakWork state) {
    if (state.correction() != BreakWork.CorrectionState.PROPOSED) {
      throw BatchException.refused(
          "break %s: no proposal waits for a decision; the last one: %s"
              .formatted(of.id(), state.correction()));
    }
    return state.proposal();
  }

  private static Break requireOpen(BreakLife life, String then) {
    Break latest = life.latest();
    if (!life.isOpen()) {
      throw BatchException.refused(
          "break %s is not open any more: %s by the night of %s; %s"
              .formatted(
                  latest.id(),
                  latest.status().isOpen() ? "gone" : latest.status(),
                  latest.status().isOpen() ? life.lastNight() : latest.night(),
                  then));
    }
    return latest;
  }

  private BreakWork stateOf(Break of) throws SQLException {
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("breaks/work.sql") + " WHERE break_id = ?")) {
      select.setString(1, of.id());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Breaks.workOf(row) : BreakWork.NONE;
      }
    }
  }

  private List<Correction.Leg> legs(Break of, int proposal) throws SQLException {
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("breaks/legs.sql"))) {
      select.setString(1, of.id());
      select.setInt(2, proposal);
      List<Correction.Leg> legs = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          legs.add(
              new Correction.Leg(
                  row.getString("account"), row.getString("currency"), row.getLong("amount")));
        }
      }
      return legs;
    }
  }

  private void order(
      Break of, int proposal, String instructionId, String checker, LocalDate businessDate)
      throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement(SqlResource.read("breaks/order.sql"))) {
      insert.setString(1, instructionId);
      insert.setString(2, businessDate.toString());
      insert.setString(3, of.orderId().matches("[A-Za-z0-9_-]{1,64}") ? of.orderId() : null);
      insert.setString(4, checker);
      insert.setString(5, of.id());
      insert.setInt(6, proposal);
      insert.executeUpdate();
    }
  }

  private int record(
      Break of,
      String action,
      String by,
      @Nullable String comment,
      @Nullable String assignee,
      int proposal,
      @Nullable Correction correction,
      @Nullable String instructionId)
      throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement(SqlResource.read("breaks/record.sql"))) {
      insert.setString(1, of.id());
      insert.setString(2, of.channel());
      insert.setString(3, of.night().toString());
      insert.setString(4, action);
      insert.setString(5, by);
      insert.setString(6, comment);
      insert.setString(7, assignee);
      insert.setObject(8, proposal == 0 ? null : proposal, java.sql.Types.INTEGER);
      insert.setString(9, correction == null ? null : correction.kind().name());
      insert.setString(10, correction == null ? null : correction.legsJson());
      insert.setString(11, instructionId);
      return insert.executeUpdate();
    }
  }

  /** Runs the work under the break's lock, so that two people do not decide at once. */
  private <T> T transact(Break of, Work<T> work) {
    try {
      postgres.setAutoCommit(false);
      try {
        lock(of);
        T result = work.run();
        postgres.commit();
        return result;
      } finally {
        // Undoes what was not committed; after a commit there is nothing to undo.
        postgres.rollback();
        postgres.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw PostgresRefusal.of("break " + of.id() + " in PostgreSQL", e);
    }
  }

  private void lock(Break of) throws SQLException {
    try (PreparedStatement lock =
        postgres.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended('settle.break ' || ?, 0))")) {
      lock.setString(1, of.id());
      lock.execute();
    }
  }

  /**
   * What an approval ordered.
   *
   * @param instructionId its id in {@code payments.ledger_instruction}
   * @param checker who approved it
   * @param wasApprovedBefore true when nothing was ordered now
   */
  public record Approval(String instructionId, String checker, boolean wasApprovedBefore) {}

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }
}
