package dev.settle.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes transfers through the table's own rules: new, then paid or cancelled, several together.
 */
final class PaymentWriter implements Runnable {
  /** Between transactions, so that the test's time goes into restarts and not into volume. */
  private static final Duration PACE = Duration.ofMillis(50);

  private final TestPostgres postgres;
  private final Random random;
  private final AtomicBoolean stop = new AtomicBoolean();
  private int orders;

  PaymentWriter(TestPostgres postgres, long seed) {
    this.postgres = postgres;
    this.random = new Random(seed);
  }

  void stop() {
    stop.set(true);
  }

  @Override
  public void run() {
    try (Connection connection = postgres.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) VALUES (?, 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', ?, 'PENDING')");
        PreparedStatement pay =
            connection.prepareStatement(
                "UPDATE payments.payment_order SET status = 'PAID', paid_at = now(), version = 2 WHERE order_id = ?");
        PreparedStatement cancel =
            connection.prepareStatement(
                "UPDATE payments.payment_order SET status = 'CANCELLED', version = 2 WHERE order_id = ?")) {
      connection.setAutoCommit(false);
      List<String> open = new ArrayList<>();
      while (!stop.get()) {
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
          String id = "o" + orders++;
          insert.setString(1, id);
          insert.setLong(2, 1 + random.nextInt(10_000));
          insert.executeUpdate();
          open.add(id);
        }
        connection.commit();
        while (open.size() > 50) {
          String id = open.remove(random.nextInt(open.size()));
          PreparedStatement end = random.nextInt(10) == 0 ? cancel : pay;
          end.setString(1, id);
          end.executeUpdate();
        }
        connection.commit();
        LockSupport.parkNanos(PACE.toNanos());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the writer of payments failed", e);
    }
  }
}
