package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Servers that come late, come back, or are not yet migrated. */
class StartOrderIT {
  @Test
  void shouldWaitForItsServersAndGoOnAfterTheDatabaseRestarts() throws Exception {
    try (TestPostgres postgres = new TestPostgres();
        TestKafka kafka = new TestKafka();
        ConnectorProcess connector = new ConnectorProcess(postgres.url(), kafka.servers())) {
      connector.awaitLog("waiting: PostgreSQL at " + postgres.url() + " is not reachable");
      connector.awaitHealth(503);

      postgres.start();
      connector.awaitLog("payments.payment_order is not there");
      postgres.migrate();
      connector.awaitLog("waiting: Kafka at " + kafka.servers() + " is not reachable");

      kafka.start();
      connector.awaitHealth(200);
      insert(postgres, "before");
      ConnectorProcess.await("the first row", () -> kafka.payments().size() == 1);

      postgres.stop();
      connector.awaitHealth(503);
      postgres.start();
      insert(postgres, "after");
      connector.awaitHealth(200);
      ConnectorProcess.await(
          "the row after the restart",
          () -> kafka.payments().stream().anyMatch(r -> r.message().key().equals("after")));
      assertThat(connector.stop()).isZero();
    }
  }

  private static void insert(TestPostgres postgres, String id) throws Exception {
    postgres.sql(
        "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) VALUES ('"
            + id
            + "', 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING')");
  }
}
