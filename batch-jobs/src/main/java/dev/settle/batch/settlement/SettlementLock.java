package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Held while a night shares or settles, whatever its date: which windows are open is asked first
 * and relied on until the commit, and an order is shared by what was shared of it before. Goes with
 * the session, so a killed night leaves none behind.
 */
public final class SettlementLock implements AutoCloseable {
  private final Connection connection;

  private SettlementLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for it.
   *
   * @throws BatchException 75 when another night holds it for too long
   */
  public static SettlementLock take(DataSource postgres) {
    try {
      Connection connection = postgres.getConnection();
      try (Statement timeout = connection.createStatement();
          PreparedStatement lock =
              connection.prepareStatement(
                  "SELECT pg_advisory_lock(hashtextextended('settle.settlement', 0))")) {
        timeout.execute("SET lock_timeout = '10min'");
        lock.execute();
        return new SettlementLock(connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw BatchException.incomplete(
          "INCOMPLETE: another night shares or settles, run again when it has ended: "
              + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw BatchException.failed("the lock of the settlement: " + e.getMessage(), e);
    }
  }
}
