package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes batches of holds through their lives with the optimistic lock, step by step, as {@link
 * PaymentWriter} does with orders: what is there already is skipped, and at the end every hold must
 * stand as planned. One instance serves one connection; not thread safe.
 */
final class HoldWriter {
  private static final String INSERT = SqlResource.read(HoldWriter.class, "insert-holds.sql");
  private static final String MOVE = SqlResource.read(HoldWriter.class, "move-holds.sql");
  private static final String FIND_UNLIKE =
      SqlResource.read(HoldWriter.class, "find-unlike-holds.sql");

  private final Connection connection;

  /** Works on a connection without auto-commit. */
  HoldWriter(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes a batch.
   *
   * @return how many of its holds were new
   * @throws SQLException when the database refuses or breaks; the batch may be written again
   * @throws TrafficException when a hold does not stand as planned at the end
   */
  int write(List<HoldPlan> batch) throws SQLException {
    int inserted = insert(batch);
    for (int rank = 0; move(batch, rank); rank++) {}
    refuseUnlike(batch);
    return inserted;
  }

  private int insert(List<HoldPlan> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new SqlArrays<>(connection, statement, batch)
          .text(HoldPlan::holdId)
          .text(HoldPlan::ownerId)
          .text(HoldPlan::merchantId)
          .text(HoldPlan::currency)
          .bigint(HoldPlan::amount)
          .text(HoldPlan::traceParent)
          .time(HoldPlan::createdAt)
          .time(HoldPlan::expiresAt);
      int inserted = statement.executeUpdate();
      connection.commit();
      return inserted;
    }
  }

  /** Takes the step of that rank of every hold that has so many; false when none has. */
  private boolean move(List<HoldPlan> batch, int rank) throws SQLException {
    List<Move> moves = new ArrayList<>();
    for (HoldPlan hold : batch) {
      if (hold.steps().size() > rank) {
        moves.add(new Move(hold.holdId(), rank + 1L, hold.steps().get(rank)));
      }
    }
    if (moves.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      new SqlArrays<>(connection, statement, moves)
          .text(Move::holdId)
          .bigint(Move::version)
          .text(move -> move.step.status().name())
          .bigint(move -> move.step.capturedAmount())
          .time(move -> move.step.capturedAt())
          .time(move -> move.step.closedAt())
          .time(move -> move.step.at());
      statement.executeUpdate();
      connection.commit();
    }
    return true;
  }

  private void refuseUnlike(List<HoldPlan> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND_UNLIKE)) {
      new SqlArrays<>(connection, statement, batch)
          .text(HoldPlan::holdId)
          .text(HoldPlan::ownerId)
          .text(HoldPlan::merchantId)
          .text(HoldPlan::currency)
          .bigint(HoldPlan::amount)
          .time(HoldPlan::createdAt)
          .text(hold -> hold.finalStatus().name())
          .bigint(HoldPlan::capturedAmount)
          .bigint(hold -> 1L + hold.steps().size());
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          throw TrafficException.failed(
              "hold %s stands at %s, version %d, not as planned: another hold has this id, or another writer works on it"
                  .formatted(rows.getString(1), rows.getString(2), rows.getLong(3)));
        }
      }
      connection.commit();
    }
  }

  /** A step and the version that it follows. */
  private record Move(String holdId, long version, HoldPlan.Step step) {}
}
