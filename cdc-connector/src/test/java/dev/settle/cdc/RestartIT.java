package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.PaymentChange;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** kill -9 at any moment, of the connector and of the broker: nothing lost, order per key kept. */
class RestartIT {
  private static final int KILLS = 3;

  @Test
  void shouldLoseNothingWhenKilledAgainAndAgain() throws Exception {
    long seed = System.nanoTime();
    System.out.println("RestartIT seed " + seed);
    Random random = new Random(seed);
    try (TestServers servers = TestServers.start()) {
      TestPostgres postgres = servers.postgres();
      TestKafka kafka = servers.kafka();
      PaymentWriter writer = new PaymentWriter(postgres, seed);
      CompletableFuture<Void> writing = CompletableFuture.runAsync(writer);

      for (int i = 0; i < KILLS; i++) {
        try (ConnectorProcess connector = servers.connector()) {
          if (i > 0) {
            connector.awaitStreaming();
          } else {
            // The first dies in or about the first snapshot.
            connector.awaitLog("starting: ");
          }
          TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
          connector.kill();
        }
      }
      try (ConnectorProcess connector = servers.connector()) {
        connector.awaitHealth(200);
        kafka.kill();
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_000));
        kafka.start();
        writer.stop();
        writing.get(30, TimeUnit.SECONDS);
        Map<String, Long> versions = versionsIn(postgres);
        ConnectorProcess.await(
            "every row's last version in Kafka", () -> lastVersions(kafka).equals(versions));
        assertThat(connector.stop()).isZero();
      }
      assertFirstDeliveriesInOrder(kafka, seed);
    }
  }

  private static Map<String, Long> lastVersions(TestKafka kafka) throws Exception {
    Map<String, Long> last = new TreeMap<>();
    for (TestKafka.Received received : kafka.payments()) {
      last.merge(
          received.change().getOrderId(),
          received.change().getOrderAfter().getVersion(),
          Math::max);
    }
    return last;
  }

  private static Map<String, Long> versionsIn(TestPostgres postgres) throws Exception {
    Map<String, Long> versions = new TreeMap<>();
    try (Connection connection = postgres.connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT order_id, version FROM payments.payment_order")) {
      while (rows.next()) {
        versions.put(rows.getString(1), rows.getLong(2));
      }
    }
    return versions;
  }

  /** Duplicates may come; but what is new for a key follows what was known, without a gap. */
  private static void assertFirstDeliveriesInOrder(TestKafka kafka, long seed) throws Exception {
    Map<String, Long> known = new HashMap<>();
    for (TestKafka.Received received : kafka.payments()) {
      PaymentChange change = received.change();
      long version = change.getOrderAfter().getVersion();
      Long before = known.get(change.getOrderId());
      if (before == null) {
        assertThat(version == 1 || change.getSource().getSnapshot())
            .as("first change of %s, seed %d", change.getOrderId(), seed)
            .isTrue();
      } else if (version > before) {
        assertThat(version)
            .as("%s after version %d, seed %d", change.getOrderId(), before, seed)
            .isEqualTo(before + 1);
      }
      known.merge(change.getOrderId(), version, Math::max);
    }
  }
}
