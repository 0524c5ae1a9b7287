package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes instructions as the batch side does: inserted, never changed; what is there already is
 * skipped. One instance serves one connection; not thread safe.
 */
final class InstructionWriter {
  private static final String INSERT =
      SqlResource.read(InstructionWriter.class, "insert-instructions.sql");

  private final Connection connection;

  /** Works on a connection without auto-commit. */
  InstructionWriter(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes a batch.
   *
   * @return how many were new
   */
  int write(List<InstructionPlan> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new SqlArrays<>(connection, statement, batch)
          .text(InstructionPlan::instructionId)
          .text(InstructionPlan::kind)
          .text(InstructionPlan::businessKey)
          .text(plan -> plan.businessDate().toString())
          .text(InstructionPlan::channel)
          .text(InstructionPlan::merchantId)
          .text(InstructionPlan::legs)
          .time(InstructionPlan::createdAt);
      int inserted = statement.executeUpdate();
      connection.commit();
      return inserted;
    }
  }
}
