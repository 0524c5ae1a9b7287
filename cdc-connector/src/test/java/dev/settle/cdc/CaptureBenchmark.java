package dev.settle.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures streaming: rows inserted in one transaction, timed from its commit until Kafka has
 * acknowledged the last, with a real PostgreSQL, broker and connector on this machine. PostgreSQL
 * decodes a transaction only when it is committed, so the insert itself is not in the time.
 *
 * <p>Arguments: rows per repetition, repetitions.
 */
final class CaptureBenchmark {
  private static final long STEP_MS = 20;
  private static final long PATIENCE_S = 300;
  private static final Pattern ACKNOWLEDGED =
      Pattern.compile("settle_cdc_rows_total\\{table=\"payment_order\",op=\"insert\"} (\\d+)");

  private CaptureBenchmark() {}

  /** Prints rows per second of each repetition; fails when the topic does not hold every row. */
  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    int repetitions = Integer.parseInt(args[1]);
    TestJvm.useFlags("-Xmx1g");
    try (TestServers servers = TestServers.start();
        ConnectorProcess connector = servers.connector()) {
      connector.awaitStreaming();
      for (int i = 0; i < repetitions; i++) {
        insert(servers.postgres(), i, rows);
        long committed = System.nanoTime();
        awaitRows(connector, (long) rows * (i + 1));
        double seconds = (System.nanoTime() - committed) / 1e9;
        System.out.printf(
            Locale.ROOT, "%d rows in %.1f s: %.0f rows/s%n", rows, seconds, rows / seconds);
      }
      long held = servers.kafka().changes();
      if (held != (long) rows * repetitions) {
        throw new IllegalStateException("the topic holds " + held + " changes");
      }
    }
  }

  private static void insert(TestPostgres postgres, int repetition, int rows) throws Exception {
    try (Connection connection = postgres.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) SELECT 'o' || ? || '-' || i, 'TRANSFER', 'WALLET', 'u' || i % 1000, 'v' || i % 1000, 'CNY', 1 + i % 10000, 'PENDING' FROM generate_series(1, ?) i")) {
      insert.setInt(1, repetition);
      insert.setInt(2, rows);
      insert.executeUpdate();
    }
  }

  private static void awaitRows(ConnectorProcess connector, long wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    long acknowledged = 0;
    while (acknowledged < wanted) {
      if (!connector.alive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(acknowledged + " of " + wanted + " rows in time");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MS));
      Matcher line = ACKNOWLEDGED.matcher(connector.metrics());
      acknowledged = line.find() ? Long.parseLong(line.group(1)) : 0;
    }
  }
}
