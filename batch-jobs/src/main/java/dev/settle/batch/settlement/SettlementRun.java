package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.instruction.Instruction;
import dev.settle.batch.instruction.Instructions;
import dev.settle.schemas.money.Money;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
        List<SettledPayee> settled = new Settler(connection, agreements, last, night).all();
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
  static @Nullable LocalDate lastSettled(Connection postgres) throws SQLException {
    try (Statement select = postgres.createStatement();
        ResultSet row = select.executeQuery(SqlResource.read("settlement/last_settled.sql"))) {
      row.next();
      return row.getObject("business_date", LocalDate.class);
    }
  }

  /** One night's settlements. */
  private final class Settler {
    private final Connection connection;
    private final SettlementAgreements agreements;
    private final @Nullable LocalDate last;
    private final LocalDate night;

    Settler(
        Connection connection,
        SettlementAgreements agreements,
        @Nullable LocalDate last,
        LocalDate night) {
      this.connection = connection;
      this.agreements = agreements;
      this.last = last;
      this.night = night;
    }

    List<SettledPayee> all() throws SQLException {
      Map<PayeeKey, List<LineActivity>> activity =
          new CommittedLines(clickHouse, connection).activity(last, night);
      Map<PayeeKey, PayeeBalance> balances = OpenBalances.read(connection);
      List<SettledPayee> settled = new ArrayList<>();
      TreeSet<PayeeKey> keys = new TreeSet<>(activity.keySet());
      keys.addAll(balances.keySet());
      for (PayeeKey key : keys) {
        settled.addAll(ofPayee(key, activity.getOrDefault(key, List.of()), balances.get(key)));
      }
      return settled;
    }

    private List<SettledPayee> ofPayee(
        PayeeKey key, List<LineActivity> activity, @Nullable PayeeBalance open) {
      Currency currency = Currency.getInstance(key.currency());
      PayeeBalance balance = open == null ? PayeeBalance.opening(key.payee(), currency) : open;
      TreeMap<LocalDate, List<LineActivity>> windows = new TreeMap<>();
      activity.forEach(
          line -> windows.computeIfAbsent(line.window(), day -> new ArrayList<>()).add(line));
      LocalDate due = windowOfDueReserves(key, balance);
      if (due != null) {
        windows.putIfAbsent(due, List.of());
      }
      List<SettledPayee> settled = new ArrayList<>();
      for (Map.Entry<LocalDate, List<LineActivity>> window : windows.entrySet()) {
        SettledPayee one = ofWindow(key, balance, window.getKey(), window.getValue());
        settled.add(one);
        balance = one.settlement().after();
      }
      return settled;
    }

    private SettledPayee ofWindow(
        PayeeKey key, PayeeBalance before, LocalDate day, List<LineActivity> activity) {
      SettlementAgreement agreement = agreements.ofWindow(key, day);
      List<SettlementLine> lines = new ArrayList<>();
      Map<List<Object>, Long> items = new HashMap<>();
      for (LineActivity one : activity) {
        lines.add(
            new SettlementLine(
                one.kind(), one.reference(), new Money(one.amount(), before.currency())));
        items.put(List.of(one.kind(), one.reference()), one.items());
      }
      return new SettledPayee(
          PayeeSettlement.of(before, agreement.cycle().windowOf(day), agreement.terms(), lines),
          items);
    }

    /** The last window of this night, when a reserve comes free by it; else null. */
    private @Nullable LocalDate windowOfDueReserves(PayeeKey key, PayeeBalance balance) {
      if (balance.reserves().stream().allMatch(held -> held.releaseOn().isAfter(night))) {
        return null;
      }
      BankingCalendar calendar = agreements.on(key, night).cycle().calendar();
      LocalDate day = calendar.lastBefore(night.plusDays(1));
      boolean isOpen = last == null || day.isAfter(last);
      boolean isDue = balance.reserves().stream().anyMatch(held -> !held.releaseOn().isAfter(day));
      return isOpen && isDue ? day : null;
    }
  }
}
