package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.ReferenceOperation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reaches Kafka: snapshot, then stream, each row typed and whole. */
class CaptureIT {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldCaptureSnapshotThenStreamWithBothImages() throws Exception {
    try (TestServers servers = TestServers.start()) {
      TestPostgres postgres = servers.postgres();
      TestKafka kafka = servers.kafka();
      postgres.sql(
          "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', '茶館', 'CNY')",
          "INSERT INTO payments.channel_account (channel, account_no, effective_from, statement_format, currency, fee_rate_ppm) VALUES ('WECHAT', '1900', '2026-01-01', 'WECHAT_TRADE_BILL', 'CNY', 6000)",
          "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, currency, amount, status, created_at, updated_at) VALUES ('old', 'PURCHASE', 'WECHAT', 'm1', 'u1', 'CNY', 1234, 'PENDING', '2026-03-01T00:00:00.123Z', '2026-03-01T00:00:00.123Z')");

      try (ConnectorProcess connector = servers.connector()) {
        connector.awaitLog("starting: no slot and no offsets");
        connector.awaitStreaming();
        postgres.sql(
            "UPDATE payments.payment_order SET status = 'PAID', paid_at = '2026-03-01T08:00:01+08', channel_txn_id = 't1', trace_parent = '"
                + TRACE
                + "', version = 2 WHERE order_id = 'old'",
            "BEGIN; INSERT INTO payments.refund (refund_id, order_id, amount, currency, status) VALUES ('r1', 'old', 34, 'CNY', 'PENDING');"
                + "UPDATE payments.refund SET status = 'SUCCEEDED', succeeded_at = now(), version = 2 WHERE refund_id = 'r1';"
                + "UPDATE payments.payment_order SET status = 'PARTIALLY_REFUNDED', refunded_amount = 34, version = 3 WHERE order_id = 'old'; COMMIT",
            "UPDATE payments.merchant SET hot = true, version = 2 WHERE merchant_id = 'm1'",
            "DELETE FROM payments.channel_account",
            "INSERT INTO payments.fraud_rule (rule_id, name, kind, status, action, key_fields, window_seconds, aggregate, pane_seconds, comparison, threshold, updated_by)"
                + " VALUES ('f1', 'many tips', 'AGGREGATE', 'ACTIVE', 'ALERT', '{device,channel}', 600, 'COUNT', 10, '>=', 20, 'ana')");
        assertThatThrownBy(
                () ->
                    postgres.sql(
                        "UPDATE payments.payment_order SET status = 'PENDING', refunded_amount = 0, paid_at = NULL, version = 4 WHERE order_id = 'old'"))
            .isInstanceOf(SQLException.class);
        postgres.sql(
            "INSERT INTO payments.payment_order (order_id, kind, channel, payer_id, payee_id, currency, amount, status) VALUES ('last', 'TRANSFER', 'WALLET', 'u1', 'u2', 'CNY', 1, 'PENDING')");

        ConnectorProcess.await("six changes", () -> kafka.payments().size() >= 6);
        ConnectorProcess.await(
            "reference rows",
            () -> kafka.references().values().stream().mapToInt(List::size).sum() >= 5);
        assertThat(connector.metrics())
            .contains("settle_cdc_rows_total{table=\"payment_order\",op=\"update\"} 2")
            .contains("settle_cdc_capturing 1")
            .contains("settle_cdc_snapshot_rows_total 3");
        assertThat(connector.stop()).isZero();
        assertThat(connector.log()).contains("stopped").doesNotContain("ERROR");
      }
      assertPayments(kafka.payments());
      assertReferences(kafka);
    }
  }

  private static void assertPayments(List<TestKafka.Received> all) {
    List<TestKafka.Received> old =
        all.stream().filter(r -> r.message().key().equals("old")).toList();
    assertThat(old)
        .extracting(r -> r.change().getEntity() + " " + r.change().getOp())
        .containsExactly(
            "PAYMENT_ORDER SNAPSHOT",
            "PAYMENT_ORDER UPDATE",
            "REFUND INSERT",
            "REFUND UPDATE",
            "PAYMENT_ORDER UPDATE");
    assertThat(old)
        .extracting(r -> r.message().partition())
        .containsOnly(old.get(0).message().partition());
    assertThat(all).filteredOn(r -> r.message().key().equals("last")).hasSize(1);
    assertThat(all).hasSize(6);

    var read = old.get(0).change();
    assertThat(read.getOrderBefore()).isNull();
    assertThat(read.getSource().getSnapshot()).isTrue();
    assertThat(read.getOrderAfter().getAmount()).isEqualTo(1234);
    assertThat(read.getOrderAfter().getCreatedAt())
        .isEqualTo(Instant.parse("2026-03-01T00:00:00.123Z").toEpochMilli());

    var paid = old.get(1).change();
    assertThat(paid.getOrderBefore().getStatus()).isEqualTo("PENDING");
    assertThat(paid.getOrderAfter().getStatus()).isEqualTo("PAID");
    assertThat(paid.getOrderAfter().getPaidAt())
        .isEqualTo(Instant.parse("2026-03-01T00:00:01Z").toEpochMilli());
    assertThat(paid.getSource().getLsn()).isGreaterThanOrEqualTo(read.getSource().getLsn());
    assertThat(
            new String(
                old.get(1).message().headers().lastHeader("traceparent").value(),
                StandardCharsets.UTF_8))
        .isEqualTo(TRACE);
    assertThat(old.get(0).message().headers()).isEmpty();

    var refund = old.get(3).change();
    assertThat(refund.getEntity()).isEqualTo(Entity.REFUND);
    assertThat(refund.getOp()).isEqualTo(Operation.UPDATE);
    assertThat(refund.getEntityId()).isEqualTo("r1");
    assertThat(refund.getOrderId()).isEqualTo("old");
    assertThat(refund.getRefundBefore().getStatus()).isEqualTo("PENDING");
    assertThat(refund.getRefundAfter().getSucceededAt()).isNotNull();
  }

  private static void assertReferences(TestKafka kafka) throws Exception {
    var references = kafka.references();
    assertThat(references)
        .containsOnlyKeys("merchant/m1", "channel_account/WECHAT/1900/2026-01-01", "fraud_rule/f1");
    assertThat(references.getOrDefault("fraud_rule/f1", List.of()))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.getFraudRule().getKeyFields()).containsExactly("device", "channel");
              assertThat(c.getFraudRule().getThreshold()).isEqualTo(20);
              assertThat(c.getFraudRule().getKeysPerMinuteMax()).isEqualTo(100_000);
            });
    var merchant = references.getOrDefault("merchant/m1", List.of());
    assertThat(merchant).extracting(c -> c.getMerchant().getHot()).containsExactly(false, true);
    assertThat(merchant.get(0).getMerchant().getName()).isEqualTo("茶館");
    var account = references.getOrDefault("channel_account/WECHAT/1900/2026-01-01", List.of());
    assertThat(account)
        .extracting(c -> c.getOp())
        .containsExactly(ReferenceOperation.SNAPSHOT, ReferenceOperation.DELETE);
    assertThat(account.get(0).getChannelAccount().getEffectiveFrom())
        .isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(account.get(0).getChannelAccount().getFeeRatePpm()).isEqualTo(6000);
    assertThat(account.get(1).getChannelAccount()).isNull();
  }
}
