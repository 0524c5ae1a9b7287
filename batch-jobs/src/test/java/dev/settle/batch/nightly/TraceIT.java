package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.cli.Ran;
import dev.settle.batch.payout.PayoutDesk;
import dev.settle.batch.statement.wechat.Bill;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code settle trace}: an order whose every step is known. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TraceIT extends NightHistory {
  private static final String DAY = "2026-11-24";
  private static final String ACCOUNT = "11014567890001";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  @Order(1)
  void shouldShowAnOrdersWayFromItsCommitToItsPayout() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 0, 0, "2026-01-01");
    pipeline.sql(
        "INSERT INTO payments.bank_account (account_no, currency, effective_from, holder, clearing_member) VALUES ('%s', 'CNY', '2020-01-01', 'Settle', '102100099996')"
            .formatted(ACCOUNT),
        "INSERT INTO payments.payout_limit (currency, effective_from, per_batch, per_payout, payouts_max, agreed_by) VALUES ('CNY', '2020-01-01', 1000000, 1000000, 10, 'ops')",
        "INSERT INTO payments.payee_bank_account (payee, currency, effective_from, holder, account_no, clearing_member, agreed_by) VALUES ('merchant:m1', 'CNY', '2020-01-01', 'Shop', '6200001539645303', '102100099996', 'ops')");
    Instant begun = Instant.now();
    pipeline.payment("o1", "t1", 10_000, "CNY", DAY);
    pipeline.payment("o2", "t2", 3_000, "CNY", DAY);
    clickHouse.run(
        "ALTER TABLE settlement.payment_event UPDATE committed_at = '2026-11-24 04:00:00.100',"
            + " captured_at = '2026-11-24 04:00:00.140', source_lsn = 4294967299, merchant_id = 'm1', trace_parent = '"
            + TRACE
            + "' WHERE order_id = 'o1' SETTINGS mutations_sync = 2",
        Map.of());
    write(
        DAY,
        new Bill(Bill.ALL_27, MERCHANT, DAY)
            .payment("t1", "o1", 10_000, 60)
            .payment("t2", "o2", 3_000, 18)
            .text());
    night(DAY);
    try (Connection connection = postgres.getConnection()) {
      PayoutDesk desk = new PayoutDesk(connection);
      String batch =
          desk.propose("CNY", ACCOUNT, LocalDate.parse("2026-12-01"), "alice")
              .batches()
              .get(0)
              .id();
      desk.approve(batch, "bob", null);
    }

    JsonNode trace = new JsonMapper().readTree(run(true, "o1", "--json").out());

    assertThat(trace.get("amount").asString()).isEqualTo("100.00");
    assertThat(trace.get("trace_parent").asString()).isEqualTo(TRACE);
    assertThat(trace.get("row").asString()).startsWith("PAID, version 2, updated 20");
    List<String> stages = new ArrayList<>();
    trace.get("steps").forEach(step -> stages.add(step.get("stage").asString()));
    assertThat(stages)
        .containsExactly(
            "COMMITTED",
            "CAPTURED",
            "BOOKED",
            "LANDED",
            "RECONCILED",
            "SHARED",
            "SETTLED",
            "PAID_OUT",
            "PAID_OUT");
    assertThat(what(trace, 0)).contains("payment_order/o1", "version 2 PAID", "lsn 1/3");
    assertThat(trace.get("steps").get(1).get("ms_after_commit").asLong()).isEqualTo(40);
    assertThat(what(trace, 2)).contains("order:o1:paid", "PAYMENT CNY 100.00", DAY);
    assertThat(what(trace, 3)).contains("2 entries");
    assertThat(Instant.parse(trace.get("steps").get(3).get("at").asString()))
        .isBetween(begun, Instant.now());
    assertThat(what(trace, 4)).contains("night " + DAY, "MATCHED");
    assertThat(what(trace, 5)).contains("PAYMENT CNY 100.00, fee CNY 0.60");
    assertThat(trace.get("steps").get(5).get("at").isNull()).isFalse();
    // 100.00 less its own fee of 0.60, of a settlement that also has the other order.
    assertThat(what(trace, 6)).contains("merchant:m1", "CNY 99.40 of this order", "CNY 129.22");
    assertThat(trace.get("steps").get(6).get("at").isNull()).isFalse();
    assertThat(what(trace, 7)).contains("CNY 129.22 PROPOSE by alice");
    assertThat(what(trace, 8)).contains("APPROVE by bob");
  }

  @Test
  @Order(2)
  void shouldShowWhatClickHouseHasWhenPostgresIsAway() {
    Ran ran = run(false, "o1");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err()).contains("PostgreSQL at", "shown is what ClickHouse has");
    assertThat(ran.out())
        .contains("order o1: PURCHASE by WECHAT, CNY 100.00, merchant m1, PAID")
        .contains("+0.040 s")
        .contains("settled")
        .doesNotContain("row in PostgreSQL", "paid out");
  }

  @Test
  @Order(3)
  void shouldSayWhatIsNoOrderAndWhatHasNotLanded() throws Exception {
    pipeline.payment("o9", "t9", 100, "CNY", DAY, false);

    assertThat(run(true, "nothing").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run(true, "nothing").err()).contains("there is no order 'nothing'");
    assertThat(run(true, "' OR 1 --").err()).contains("there is no order '' OR 1 --'");
    assertThat(run(true, "o9").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run(true, "o9").err()).contains("PAID, version 2", "not in ClickHouse yet");
    assertThat(run(true).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  @Order(4)
  void shouldShowTheFraudAlertsThatNameTheOrderOrARefundOfIt() {
    alert("a-crossed", false, "'o0', 'o1'", "2026-11-24 04:00:03");
    alert("b-counted", true, "'o1', 'o2'", "2026-11-24 04:00:05");
    alert("c-refund", false, "'o2', 'o1#3'", "2026-11-24 04:00:07");
    alert("d-another", false, "'o0', 'o11', 'o1x#1'", "2026-11-24 04:00:09");

    JsonNode trace = new JsonMapper().readTree(run(true, "o1", "--json").out());

    List<String> alerts = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    for (JsonNode step : trace.get("steps")) {
      String stage = step.get("stage").asString();
      stages.add(stage);
      if (stage.equals("ALERTED")) {
        alerts.add(
            step.get("at").asString()
                + " "
                + step.get("reference").asString()
                + ": "
                + step.get("what").asString());
      }
    }
    assertThat(alerts)
        .containsExactly(
            "2026-11-24T04:00:03Z alert a-crossed: burst v2 (Burst of a payer), REVIEW, COUNT of payer:u1, crossed by this order",
            "2026-11-24T04:00:05Z alert b-counted: burst v2 (Burst of a payer), REVIEW, only watched, COUNT of payer:u1, crossed by order o2",
            "2026-11-24T04:00:07Z alert c-refund: burst v2 (Burst of a payer), REVIEW, COUNT of payer:u1, crossed by this order");
    assertThat(stages.indexOf("ALERTED")).isEqualTo(stages.indexOf("LANDED") + 1);
    assertThat(run(true, "o1").out()).contains("alerted     2026-11-24T04:00:03Z");
  }

  private static void alert(String id, boolean shadow, String eventIds, String raisedAt) {
    clickHouse.run(
        "INSERT INTO settlement.fraud_alert (rule_id, alert_id, type, rule_version, rule_name, action, shadow, key, measure, value, threshold,"
            + " window_from, window_to, events, event_ids, event_time, raised_at) SELECT 'burst', '%s', 'CROSSING', 2, 'Burst of a payer', 'REVIEW', %s, 'payer:u1', 'COUNT', 5, 4,"
                .formatted(id, shadow)
            + " '2026-11-24 03:50:00', '2026-11-24 04:00:01', 5, [%s], '2026-11-24 04:00:00', '%s'"
                .formatted(eventIds, raisedAt),
        Map.of());
  }

  private static String what(JsonNode trace, int step) {
    JsonNode found = trace.get("steps").get(step);
    return found.get("reference").asString() + ": " + found.get("what").asString();
  }

  private static Ran run(boolean withPostgres, String... arguments) {
    List<String> all = new ArrayList<>(List.of("trace"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--clickhouse-url", engine.httpUrl()));
    all.addAll(
        List.of(
            "--postgres-url",
            withPostgres
                ? embedded.getJdbcUrl("postgres", "postgres")
                : "jdbc:postgresql://127.0.0.1:1/postgres",
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres"));
    return Ran.of(all);
  }
}
