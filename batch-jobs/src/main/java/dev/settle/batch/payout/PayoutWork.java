package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import dev.settle.batch.PostgresRefusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One transaction under the payouts' lock: all of it or nothing. */
final class PayoutWork {

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
      throw PostgresRefusal.of("payouts in PostgreSQL", e);
    }
  }
}
