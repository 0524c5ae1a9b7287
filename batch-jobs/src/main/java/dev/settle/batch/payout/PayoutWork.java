package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.util.PSQLException;

/** One transaction under the payouts' lock: all of it or nothing. */
final class PayoutWork {
  private static final String CHECK_VIOLATION = "23514";
  private static final String UNIQUE_VIOLATION = "23505";

  private PayoutWork() {}

  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Runs it.
   *
   * @param postgres left in auto-commit
   * @throws BatchException 65 when PostgreSQL's rules refuse it, 1 when it fails
   */
  static <T> T transact(Connection postgres, Work<T> work) {
    try {
      postgres.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      postgres.setAutoCommit(false);
      try {
        try (Statement lock = postgres.createStatement()) {
          lock.execute("SELECT batch.lock_payouts()");
        }
        T result = work.run();
        postgres.commit();
        return result;
      } finally {
        // Undoes what was not committed; after a commit there is nothing to undo.
        postgres.rollback();
        postgres.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static BatchException failure(SQLException e) {
    boolean refused =
        CHECK_VIOLATION.equals(e.getSQLState()) || UNIQUE_VIOLATION.equals(e.getSQLState());
    String message =
        e instanceof PSQLException known
                && known.getServerErrorMessage() != null
                && known.getServerErrorMessage().getMessage() != null
            ? known.getServerErrorMessage().getMessage()
            : e.getMessage();
    return refused
        ? BatchException.refused("PostgreSQL refuses it: " + message)
        : BatchException.failed("payouts in PostgreSQL: " + message, e);
  }
}
