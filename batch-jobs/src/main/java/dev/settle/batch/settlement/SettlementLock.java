package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Held while a night shares or settles, whatever its date: which windows are open is asked first
 * and relied on until the commit, and an order is shared by what was shared of it before. Goes with
 * the session, so a killed night leaves none behind.
 */
public final class SettlementLock {
  private static final String WAIT_MAX = "10min";
  private static final String LOCK =
      "SELECT pg_advisory_lock(hashtextextended('settle.settlement', 0))";

  private SettlementLock() {}

  /**
   * Waits for it, and does the work while it is held.
   *
   * @return what the work gives
   * @throws BatchException 75 when another night holds it for too long
   */
  public static <T> T whileHeld(DataSource postgres, Supplier<T> work) {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      try {
        statement.execute("SET lock_timeout = '" + WAIT_MAX + "'");
        statement.execute(LOCK);
      } catch (SQLException e) {
        throw BatchException.incomplete(
            "INCOMPLETE: another night shares or settles, run again when it has ended: "
                + e.getMessage());
      }
      return work.get();
    } catch (SQLException e) {
      throw BatchException.unreachable("PostgreSQL's lock of settling: " + e.getMessage(), e);
    }
  }
}
