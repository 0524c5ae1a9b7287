package dev.settle.batch.sharing.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.settlement.PayeeKey;
import dev.settle.batch.settlement.SettlementCycle;
import dev.settle.batch.settlement.SettlementWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings settlement windows to where the lines are: which payee has which cycle, and its windows.
 */
final class WorkWindows {
  private final ClickHouse clickHouse;
  private final Partition.OfChannel work;

  WorkWindows(ClickHouse clickHouse, Partition.OfChannel work) {
    this.clickHouse = clickHouse;
    this.work = work;
  }

  /**
   * Writes both work tables, which are empty.
   *
   * @param settled windows up to this day get no line any more; null: none is settled
   */
  void write(Cycles cycles, Occurred occurred, @Nullable LocalDate settled) {
    occurred.currencies().forEach(cycles::standard);
    writePayees(cycles);
    writeWindows(cycles, occurred, settled);
  }

  private void writePayees(Cycles cycles) {
    WorkTable table = new WorkTable(clickHouse, "sharing_payee");
    for (PayeeKey payee : cycles.payees()) {
      int before = cycles.standard(payee.currency());
      for (LocalDate day : cycles.days()) {
        int cycle = cycles.numberOn(payee, day);
        if (cycle != before) {
          table.add(
              row ->
                  start(row).string(payee.payee()).string(payee.currency()).date(day).int16(cycle));
        }
        before = cycle;
      }
    }
    table.finish();
  }

  private void writeWindows(Cycles cycles, Occurred occurred, @Nullable LocalDate settled) {
    List<List<SettlementWindow>> windows = new ArrayList<>();
    TreeSet<Instant> changes = new TreeSet<>();
    changes.add(occurred.first());
    for (SettlementCycle cycle : cycles.all()) {
      List<SettlementWindow> open = open(cycle, occurred, settled);
      windows.add(open);
      open.stream()
          .map(SettlementWindow::to)
          .filter(to -> to.isAfter(occurred.first()) && !to.isAfter(occurred.last()))
          .forEach(changes::add);
    }
    WorkTable table = new WorkTable(clickHouse, "sharing_window");
    for (Instant change : changes) {
      List<LocalDate> days = windows.stream().map(open -> dayOf(open, change)).toList();
      table.add(row -> start(row).millis(change).array(days, row::date));
    }
    table.finish();
  }

  /** The cycle's windows that may get a line, until one that ends after the last row. */
  private static List<SettlementWindow> open(
      SettlementCycle cycle, Occurred occurred, @Nullable LocalDate settled) {
    List<SettlementWindow> open = new ArrayList<>();
    SettlementWindow window = cycle.windowOf(occurred.first());
    while (settled != null && !window.day().isAfter(settled)) {
      window = cycle.windowOf(window.to());
    }
    open.add(window);
    while (!window.to().isAfter(occurred.last())) {
      window = cycle.windowOf(window.to());
      open.add(window);
    }
    return open;
  }

  private static LocalDate dayOf(List<SettlementWindow> open, Instant instant) {
    return open.stream()
        .filter(window -> window.to().isAfter(instant))
        .findFirst()
        .orElseThrow()
        .day();
  }

  private RowBinaryBlock start(RowBinaryBlock row) {
    return row.date(work.date()).string(work.channel().name());
  }
}
