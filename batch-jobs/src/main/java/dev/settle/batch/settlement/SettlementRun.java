package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.instruction.Instruction;
import dev.settle.batch.instruction.Instructions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Settles a night: every window with a day up to it that is not closed yet, for every payee, in one
 * transaction of PostgreSQL with what it orders from the ledger. A night that was settled, or that
 * lies before one that was, settles nothing more.
 */
public final class SettlementRun {
  private final DataSource postgres;
  private final ClickHouse clickHouse;

  /** Settles what was shared in this ClickHouse. */
  public SettlementRun(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  /**
   * Settles it, and shows in ClickHouse what stands in PostgreSQL. The caller keeps others from
   * sharing meanwhile ({@link SettlementLock}).
   *
   * @param by who
   * @throws BatchException 1 when a sum does not hold, 65 when a calendar does not know a day: then
   *     nothing was settled
   */
  public SettlementFigures settle(LocalDate night, String by) {
    SettlementAgreements agreements = SettlementAgreements.read(postgres);
    try (Connection connection = postgres.getConnection()) {
      connection.setAutoCommit(false);
      LocalDate last = lastSettled(connection);
      int instructions = 0;
      boolean isNew = last == null || night.isAfter(last);
      if (isNew) {
        List<SettledPayee> settled =
            new Settler(connection, clickHouse, agreements, last, night).all();
        SettlementRecords.write(connection, night, settled, by);
        List<Instruction> ordered = new ArrayList<>();
        settled.forEach(one -> ordered.addAll(one.instructions(night.plusDays(1), by)));
        instructions = Instructions.order(connection, ordered);
        connection.commit();
      }
      ShownSettlements shown = new ShownSettlements(connection, clickHouse);
      ShownSettlements.Count count = shown.show(night);
      connection.rollback();
      return new SettlementFigures(count.settlements(), count.payouts(), instructions, isNew);
    } catch (SQLException e) {
      throw BatchException.failed("settlement of " + night + ": " + e.getMessage(), e);
    }
  }

  /** Windows up to this day are closed; null: none is. */
  public static @Nullable LocalDate lastSettled(Connection postgres) throws SQLException {
    try (Statement select = postgres.createStatement();
        ResultSet row = select.executeQuery(SqlResource.read("settlement/last_settled.sql"))) {
      row.next();
      return row.getObject("business_date", LocalDate.class);
    }
  }
}
