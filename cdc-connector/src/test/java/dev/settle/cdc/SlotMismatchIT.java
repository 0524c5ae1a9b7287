package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.kafka.Topics;
import org.junit.jupiter.api.Test;

/** When slot and offsets disagree: refused with the reason, and recovered from when asked to. */
class SlotMismatchIT {
  private static final String DROP = "SELECT pg_drop_replication_slot('settle_cdc')";

  @Test
  void shouldRefuseThenRecoverByANewSnapshot() throws Exception {
    try (TestPostgres postgres = new TestPostgres().start().migrate();
        TestKafka kafka = new TestKafka().start()) {
      insert(postgres, "a");
      captureAndStop(postgres, kafka, 1);

      postgres.sql(DROP);
      insert(postgres, "b");
      assertRefused(postgres, kafka, "SLOT_MISSING");

      postgres.sql("SELECT pg_create_logical_replication_slot('settle_cdc', 'pgoutput')");
      assertRefused(postgres, kafka, "OFFSET_BEHIND_SLOT");

      captureAndStop(postgres, kafka, 3, "--recover=resnapshot");
      assertThat(kafka.payments())
          .extracting(r -> r.message().key() + " " + r.change().getOp())
          .contains("a SNAPSHOT", "b SNAPSHOT");

      kafka.deleteTopic(Topics.CDC_OFFSETS);
      assertRefused(postgres, kafka, "OFFSETS_MISSING");
      assertThat(postgres.value("SELECT count(*) FROM pg_replication_slots"))
          .as("a refusal leaves the slot alone")
          .isEqualTo("1");
    }
  }

  @Test
  void shouldBeginTheFirstSnapshotAgainWhenItWasKilledInIt() throws Exception {
    try (TestPostgres postgres = new TestPostgres().start().migrate();
        TestKafka kafka = new TestKafka().start()) {
      postgres.sql(
          "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) SELECT 'o' || i, 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING' FROM generate_series(1, 20000) i");
      try (ConnectorProcess connector = new ConnectorProcess(postgres.url(), kafka.servers())) {
        ConnectorProcess.await(
            "the slot of the first snapshot",
            () ->
                connector.alive()
                    && postgres.value("SELECT count(*) FROM pg_replication_slots").equals("1"));
        connector.kill();
      }
      try (ConnectorProcess connector = new ConnectorProcess(postgres.url(), kafka.servers())) {
        connector.awaitLog("the first snapshot was not finished, beginning it again");
        ConnectorProcess.await(
            "every row",
            () ->
                kafka.payments().stream().map(r -> r.message().key()).distinct().count() == 20_000);
        assertThat(connector.stop()).isZero();
      }
    }
  }

  private static void insert(TestPostgres postgres, String id) throws Exception {
    postgres.sql(
        "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) VALUES ('"
            + id
            + "', 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING')");
  }

  private static void captureAndStop(
      TestPostgres postgres, TestKafka kafka, int changes, String... flags) throws Exception {
    try (ConnectorProcess connector =
        new ConnectorProcess(postgres.url(), kafka.servers(), flags)) {
      connector.awaitStreaming();
      ConnectorProcess.await(changes + " changes", () -> kafka.payments().size() >= changes);
      assertThat(connector.stop()).isZero();
    }
  }

  private static void assertRefused(TestPostgres postgres, TestKafka kafka, String code)
      throws Exception {
    try (ConnectorProcess connector = new ConnectorProcess(postgres.url(), kafka.servers())) {
      assertThat(connector.awaitExit()).isEqualTo(1);
      assertThat(connector.log())
          .contains("refusing to start. " + code)
          .contains("--recover=resnapshot");
    }
  }
}
