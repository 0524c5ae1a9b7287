package dev.settle.stack.traffic.generate;

import dev.settle.stack.traffic.BankAgreement;
import dev.settle.stack.traffic.Batch;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.HoldPlan;
import dev.settle.stack.traffic.InstructionPlan;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.Pace;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.Progress;
import dev.settle.stack.traffic.ReferenceWriter;
import dev.settle.stack.traffic.WriterPool;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes planned days to PostgreSQL at a pace. */
public final class TrafficGenerator {
  private static final int BATCH_ROWS_MAX = 500;

  private final PaymentDatabase database;
  private final int connections;
  private final PrintStream progressOut;

  /** A generator over so many connections. */
  public TrafficGenerator(PaymentDatabase database, int connections, PrintStream progressOut) {
    this.database = database;
    this.connections = connections;
    this.progressOut = progressOut;
  }

  /**
   * Writes a day; what is there already is skipped.
   *
   * @param ordersPerSecond 0 for as fast as it goes
   * @throws dev.settle.stack.traffic.TrafficException when a write fails for good, or a forbidden
   *     one succeeds
   */
  public TrafficSummary write(DaySpec spec, int ordersPerSecond)
      throws SQLException, InterruptedException {
    try (Connection connection = database.connectPatiently()) {
      ReferenceWriter.writeAgreements(connection, ChannelAgreement.all());
      ReferenceWriter.writeBankAccounts(connection, BankAgreement.all());
      ReferenceWriter.writeMerchants(connection, Population.merchants());
      ReferenceWriter.writeSettlementTerms(connection);
    }
    TrafficSummary summary = new TrafficSummary();
    HoldPlanner holds = new HoldPlanner(spec);
    Progress progress =
        new Progress(progressOut, "orders of " + spec.date() + " written", spec.orders());
    Pace pace = new Pace(ordersPerSecond);
    try (WriterPool pool = new WriterPool(database, connections)) {
      DayPlan plan = new DayPlan(spec);
      int batchSize = pace.batchSize(BATCH_ROWS_MAX);
      List<OrderPlan> batch = new ArrayList<>(batchSize);
      List<HoldPlan> holdBatch = new ArrayList<>();
      while (plan.hasNext()) {
        OrderPlan order = plan.next();
        summary.add(order);
        List<HoldPlan> placed = holds.after(order);
        placed.forEach(summary::add);
        holdBatch.addAll(placed);
        batch.add(order);
        if (batch.size() == batchSize || !plan.hasNext()) {
          pace.await(batch.size());
          pool.submit(new Batch(batch, holdBatch, List.of(), List.of()));
          batch.clear();
          holdBatch.clear();
          progress.show(pool.ordersNew() + pool.ordersExisting());
        }
      }
      pool.finish();
      progress.finish(pool.ordersNew() + pool.ordersExisting());
      summary.addWritten(pool.ordersNew(), pool.ordersExisting(), pool.refused());
      summary.addOthers(pool.othersNew(), Map.of());
    }
    writeAfterOrders(holds.atTheEnd(), new InstructionPlanner(spec).plan(), summary);
    return summary;
  }

  /** These draw on what the orders brought, which must be there. */
  private void writeAfterOrders(
      List<HoldPlan> holds, List<InstructionPlan> instructions, TrafficSummary summary)
      throws InterruptedException {
    holds.forEach(summary::add);
    instructions.forEach(summary::add);
    try (WriterPool pool = new WriterPool(database, connections)) {
      for (int from = 0; from < holds.size(); from += BATCH_ROWS_MAX) {
        pool.submit(
            Batch.ofHolds(holds.subList(from, Math.min(holds.size(), from + BATCH_ROWS_MAX))));
      }
      for (int from = 0; from < instructions.size(); from += BATCH_ROWS_MAX) {
        pool.submit(
            Batch.ofInstructions(
                instructions.subList(from, Math.min(instructions.size(), from + BATCH_ROWS_MAX))));
      }
      pool.finish();
      summary.addOthers(pool.othersNew(), pool.refused());
    }
  }
}
