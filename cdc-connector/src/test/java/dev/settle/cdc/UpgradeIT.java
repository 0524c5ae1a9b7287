package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.cdc.CaptureConfig.Recovery;
import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A connector of the first release, with its tables and its offset, makes way for this one, and a
 * migration adds tables to the publication in between.
 */
class UpgradeIT {
  /** The tables of the first release. */
  private static final String FIRST_TABLES =
      "payments.payment_order,payments.refund,payments.merchant,payments.channel_account,payments.cdc_heartbeat";

  @Test
  void shouldGoOnFromTheOldOffsetAndCaptureTheNewTables() throws Exception {
    try (TestServers servers = firstRelease()) {
      try (OldConnector old = new OldConnector(servers)) {
        order(servers, "o1");
        ConnectorProcess.await("the old row", () -> servers.kafka().payments().size() == 1);
        old.stop();
      }
      order(servers, "o2");
      servers.postgres().migrate();
      try (ConnectorProcess connector = servers.connector()) {
        connector.awaitLog("starting: resuming at");
        connector.awaitStreaming();
        newRows(servers);
        ConnectorProcess.await("every row", () -> servers.kafka().payments().size() == 5);
        assertThat(connector.stop()).isZero();
      }
      // Rows are in the new tables now; that this connector captures them is noted.
      try (ConnectorProcess connector = servers.connector()) {
        connector.awaitLog("starting: resuming at");
        connector.awaitStreaming();
        assertThat(connector.stop()).isZero();
      }
      assertThat(servers.kafka().payments())
          .extracting(
              r -> r.message().key() + " " + r.change().getEntity() + " " + r.change().getOp())
          .containsExactlyInAnyOrder(
              "o1 PAYMENT_ORDER INSERT",
              "o2 PAYMENT_ORDER INSERT",
              "h1 FUNDS_HOLD INSERT",
              "h1 FUNDS_HOLD UPDATE",
              "i1 LEDGER_INSTRUCTION INSERT");
      assertThat(servers.kafka().references())
          .containsOnlyKeys("merchant/m1", "business_day_close/WALLET/2026-03-01");
      assertWhole(servers.kafka().payments());
    }
  }

  @Test
  void shouldRefuseWhenTheOldConnectorPassedRowsOverAndReadThemWhenAskedTo() throws Exception {
    try (TestServers servers = firstRelease()) {
      try (OldConnector old = new OldConnector(servers)) {
        order(servers, "o1");
        ConnectorProcess.await("the old row", () -> servers.kafka().payments().size() == 1);
        servers.postgres().migrate();
        newRows(servers);
        order(servers, "o2");
        ConnectorProcess.await("the row behind", () -> servers.kafka().payments().size() == 2);
        old.stop();
      }
      try (ConnectorProcess connector = servers.connector()) {
        assertThat(connector.awaitExit()).isEqualTo(1);
        assertThat(connector.log())
            .contains(
                "TABLES_NOT_CAPTURED: business_day_close, funds_hold, ledger_instruction hold rows");
      }
      try (ConnectorProcess connector = servers.connector("--recover=resnapshot")) {
        ConnectorProcess.await(
            "the rows passed over",
            () ->
                servers.kafka().payments().stream()
                    .map(r -> r.message().key() + " " + r.change().getOp())
                    .toList()
                    .containsAll(List.of("h1 SNAPSHOT", "i1 SNAPSHOT")));
        connector.awaitStreaming();
        assertThat(connector.stop()).isZero();
      }
    }
  }

  /** The new tables' values as the real engine hands them out: jsonb, date, timestamptz. */
  private static void assertWhole(List<TestKafka.Received> all) {
    var changes = all.stream().map(TestKafka.Received::change).toList();
    assertThat(changes)
        .filteredOn(c -> c.getEntity() == Entity.FUNDS_HOLD && c.getOp() == Operation.UPDATE)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.getHoldBefore().getStatus()).isEqualTo("HELD");
              assertThat(c.getHoldAfter().getCapturedAmount()).isEqualTo(4);
              assertThat(c.getHoldAfter().getCapturedAt()).isNotNull();
              assertThat(c.getHoldAfter().getExpiresAt())
                  .isGreaterThan(c.getHoldAfter().getCreatedAt());
            });
    assertThat(changes)
        .filteredOn(c -> c.getEntity() == Entity.LEDGER_INSTRUCTION)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.getInstructionAfter().getBusinessDate()).isEqualTo("2026-03-01");
              assertThat(c.getInstructionAfter().getChannel()).isEqualTo("WALLET");
              assertThat(c.getInstructionAfter().getLegs())
                  .containsExactly(
                      new InstructionLeg("user:u1", "CNY", -1L),
                      new InstructionLeg("user:u2", "CNY", 1L));
            });
  }

  private static TestServers firstRelease() throws Exception {
    TestServers servers = new TestServers(new TestPostgres(), new TestKafka());
    servers.kafka().launch();
    servers.postgres().start();
    Flyway.configure(UpgradeIT.class.getClassLoader())
        .dataSource(servers.postgres().url(), "postgres", "postgres")
        .locations("classpath:postgres")
        .defaultSchema("public")
        .table("schema_history")
        .target("002")
        .load()
        .migrate();
    servers.kafka().awaitUp();
    return servers;
  }

  private static void order(TestServers servers, String id) throws Exception {
    servers
        .postgres()
        .sql(
            "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) VALUES ('"
                + id
                + "', 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING')");
  }

  private static void newRows(TestServers servers) throws Exception {
    servers
        .postgres()
        .sql(
            "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY')",
            "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, status, expires_at) VALUES ('h1', 'u1', 'm1', 'CNY', 10, 'HELD', now() + interval '1 day')",
            "UPDATE payments.funds_hold SET status = 'CAPTURED', captured_amount = 4, captured_at = now(), version = 2 WHERE hold_id = 'h1'",
            "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker) VALUES ('i1', 'SPLIT', 'k', '2026-03-01', '[{\"account\":\"user:u1\",\"currency\":\"CNY\",\"amount\":-1},{\"account\":\"user:u2\",\"currency\":\"CNY\",\"amount\":1}]', 'night')",
            "INSERT INTO payments.business_day_close (channel, business_date, closed_by) VALUES ('WALLET', '2026-03-01', 'night')");
  }

  /** The engine with the first release's tables, in this JVM; it notes no tables. */
  private static final class OldConnector implements AutoCloseable {
    private final ChangePublisher publisher;
    private final ChangeCapture capture;
    private final CompletableFuture<@Nullable Throwable> running;

    OldConnector(TestServers servers) throws Exception {
      CaptureConfig config =
          new CaptureConfig(
              servers.postgres().url(),
              "postgres",
              "postgres",
              servers.kafka().servers(),
              "127.0.0.1",
              0,
              Recovery.REFUSE,
              500,
              200,
              2_000,
              8_000);
      new OffsetTopic(config).createTopics();
      Properties settings = EngineSettings.of(config);
      settings.setProperty("table.include.list", FIRST_TABLES);
      CaptureMetrics metrics = new CaptureMetrics(Clock.systemUTC());
      publisher = new ChangePublisher(config, metrics);
      capture =
          new ChangeCapture(
              settings, new ChangeMapper(metrics, Clock.systemUTC()), publisher, metrics);
      running = CompletableFuture.supplyAsync(capture::run);
      ConnectorProcess.await(
          "the slot of the old connector",
          () ->
              servers
                  .postgres()
                  .value("SELECT count(*) FROM pg_replication_slots WHERE active")
                  .equals("1"));
      // A row that is written now comes by the stream, behind the empty snapshot.
      ConnectorProcess.await(
          "streaming",
          () -> new OffsetTopic(config).read().stage() == StoredOffset.Stage.STREAMING);
    }

    void stop() throws Exception {
      capture.stop();
      assertThat(running.get(30, TimeUnit.SECONDS)).isNull();
    }

    @Override
    public void close() {
      publisher.close();
    }
  }
}
