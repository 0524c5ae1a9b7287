package dev.settle.stack.demo;

import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.Batch;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.Progress;
import dev.settle.stack.traffic.SqlResource;
import dev.settle.stack.traffic.WriterPool;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Puts known fraud among the payments and looks what the fraud job made of it. The rules are
 * written first, the fraud when the day's payments are written; what must be found was then judged
 * long before it is asked for.
 */
final class DemoFraud {
  private static final String RULES = SqlResource.read(DemoFraud.class, "fraud-rules.sql");
  private static final String ALERTS = SqlResource.read(DemoFraud.class, "fraud-alerts.sql");
  private static final long POLL_MS = 500;

  private final PaymentDatabase payments;
  private final AnalystDatabase analyst;
  private final FraudPatterns patterns;

  /** So many patterns of fraud. */
  DemoFraud(PaymentDatabase payments, AnalystDatabase analyst, int count) {
    this.payments = payments;
    this.analyst = analyst;
    this.patterns = new FraudPatterns(count, Instant.now());
  }

  /** Writes the rules, where they are not there yet. */
  void publishRules() throws SQLException, InterruptedException {
    try (Connection connection = payments.connectPatiently();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(RULES);
    }
  }

  /** Writes the fraud as it happens, but for money that leaves a wallet again. */
  void commit() throws InterruptedException {
    write(patterns.payments(Instant.now()));
  }

  /**
   * Writes what leaves the wallets; later, for what came in must be booked before.
   *
   * @return how many patterns were put in, all together
   */
  int withdraw() throws InterruptedException {
    write(patterns.withdrawals(Instant.now()));
    return patterns.expected().size();
  }

  /**
   * Waits until everything expected has landed, at most for a time, and compares. The last payments
   * are judged when there has been none for the job's {@code --idle-after}.
   */
  AlertCheck.Result await(Duration timeout, PrintStream out) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    int expected = patterns.expected().size();
    Progress progress = new Progress(out, "fraud alerts landed", expected);
    while (true) {
      AlertCheck.Result result = AlertCheck.compare(patterns.expected(), found());
      int landed = expected - result.missing().size();
      if (landed == expected || System.nanoTime() > deadline) {
        progress.finish(landed);
        return result;
      }
      progress.show(landed);
      Thread.sleep(POLL_MS);
    }
  }

  private List<AlertCheck.Alert> found() throws InterruptedException {
    String sql = ALERTS.replace("{from}", Long.toString(patterns.firstMs()));
    return analyst.rows(sql).stream()
        .map(row -> new AlertCheck.Alert(row.get(0), row.get(1), row.get(2), row.get(3)))
        .toList();
  }

  private void write(List<OrderPlan> orders) throws InterruptedException {
    try (WriterPool pool = new WriterPool(payments, 1)) {
      if (!orders.isEmpty()) {
        pool.submit(Batch.ofOrders(orders, List.of(FraudPatterns.MERCHANT)));
      }
      pool.finish();
    }
  }
}
