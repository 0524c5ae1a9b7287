package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.kafka.Topics;
import org.junit.jupiter.api.Test;

/** When slot and offsets disagree: refused with the reason, and recovered from when asked to. */
class SlotMismatchIT {
  /** What the first snapshot has to read, row by row, while it is killed. */
  private static final int ROWS = 5_000;

  private static final String DROP = "SELECT pg_drop_replication_slot('settle_cdc')";

  @Test
  void shouldRefuseThenRecoverByANewSnapshot() throws Exception {
    try (TestServers servers = TestServers.start()) {
      TestPostgres postgres = servers.postgres();
      TestKafka kafka = servers.kafka();
      insert(postgres, "a");
      captureAndStop(servers, 1);

      postgres.sql(DROP);
      insert(postgres, "b");
      assertRefused(servers, "SLOT_MISSING");

      postgres.sql("SELECT pg_create_logical_replication_slot('settle_cdc', 'pgoutput')");
      assertRefused(servers, "OFFSET_BEHIND_SLOT");

      captureAndStop(servers, 3, "--recover=resnapshot");
      assertThat(kafka.payments())
          .extracting(r -> r.message().key() + " " + r.change().getOp())
          .contains("a SNAPSHOT", "b SNAPSHOT");

      kafka.deleteTopic(Topics.CDC_OFFSETS);
      assertRefused(servers, "OFFSETS_MISSING");
      assertThat(postgres.value("SELECT count(*) FROM pg_replication_slots"))
          .as("a refusal leaves the slot alone")
          .isEqualTo("1");
    }
  }

  @Test
  void shouldBeginTheFirstSnapshotAgainWhenItWasKilledInIt() throws Exception {
    try (TestServers servers = TestServers.start()) {
      TestPostgres postgres = servers.postgres();
      TestKafka kafka = servers.kafka();
      postgres.sql(
          "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) SELECT 'o' || i, 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING' FROM generate_series(1, "
              + ROWS
              + ") i");
      // Small batches, each acknowledged, make the snapshot last for seconds.
      try (ConnectorProcess connector =
          servers.connector("--batch-rows-max=5", "--queue-rows-max=10")) {
        ConnectorProcess.await(
            "the slot of the first snapshot",
            () ->
                connector.alive()
                    && postgres.value("SELECT count(*) FROM pg_replication_slots").equals("1"));
        connector.kill();
      }
      try (ConnectorProcess connector = servers.connector()) {
        connector.awaitLog("the first snapshot was not finished, beginning it again");
        ConnectorProcess.await(
            "every row",
            () -> kafka.payments().stream().map(r -> r.message().key()).distinct().count() == ROWS);
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

  private static void captureAndStop(TestServers servers, int changes, String... flags)
      throws Exception {
    try (ConnectorProcess connector = servers.connector(flags)) {
      connector.awaitStreaming();
      ConnectorProcess.await(
          changes + " changes", () -> servers.kafka().payments().size() >= changes);
      assertThat(connector.stop()).isZero();
    }
  }

  private static void assertRefused(TestServers servers, String code) throws Exception {
    try (ConnectorProcess connector = servers.connector()) {
      assertThat(connector.awaitExit()).isEqualTo(1);
      assertThat(connector.log())
          .contains("refusing to start. " + code)
          .contains("--recover=resnapshot");
    }
  }
}
