package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries what is forbidden and insists that PostgreSQL refuses it, for the expected reason. */
final class IllegalWriter {
  private static final Map<IllegalAttempt, String> SQL = new EnumMap<>(IllegalAttempt.class);

  static {
    for (IllegalAttempt attempt : IllegalAttempt.values()) {
      SQL.put(attempt, SqlResource.read(IllegalWriter.class, "illegal/" + attempt.name() + ".sql"));
    }
  }

  private final Connection connection;

  /** Works on a connection without auto-commit. */
  IllegalWriter(Connection connection) {
    this.connection = connection;
  }

  /**
   * Tries the attempts of a batch that has been written, each in a transaction of its own.
   *
   * @return how many were refused, by kind
   * @throws TrafficException when one is let through, or refused for another reason
   * @throws SQLException when the connection breaks
   */
  Map<IllegalAttempt, Integer> attempt(Batch batch) throws SQLException {
    Map<IllegalAttempt, Integer> refused = new EnumMap<>(IllegalAttempt.class);
    for (OrderPlan plan : batch.orders()) {
      attempt(plan.attempt(), plan.order().orderId(), refused);
    }
    for (HoldPlan plan : batch.holds()) {
      attempt(plan.attempt(), plan.holdId(), refused);
    }
    for (InstructionPlan plan : batch.instructions()) {
      attempt(plan.attempt(), plan.instructionId(), refused);
    }
    return refused;
  }

  private void attempt(
      @Nullable IllegalAttempt attempt, String id, Map<IllegalAttempt, Integer> refused)
      throws SQLException {
    if (attempt == null) {
      return;
    }
    String state = sqlState(attempt, id);
    if (!state.equals(attempt.expectedSqlState())) {
      throw TrafficException.failed(
          "PostgreSQL had to refuse %s on %s with SQLSTATE %s, but answered %s: the database's rules are broken"
              .formatted(attempt, id, attempt.expectedSqlState(), state));
    }
    refused.merge(attempt, 1, Integer::sum);
  }

  private String sqlState(IllegalAttempt attempt, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL.getOrDefault(attempt, ""))) {
      statement.setString(1, id);
      int changed = statement.executeUpdate();
      if (changed == 0) {
        connection.rollback();
        return IllegalAttempt.NO_ROW;
      }
      // Deferred constraints speak at commit.
      connection.commit();
      return "00000 (" + changed + " row written)";
    } catch (SQLException e) {
      if (PaymentDatabase.isConnectionLost(e)) {
        throw e;
      }
      connection.rollback();
      return e.getSQLState() == null ? "none: " + e.getMessage() : e.getSQLState();
    }
  }
}
