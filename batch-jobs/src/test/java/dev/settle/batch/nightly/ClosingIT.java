package dev.settle.batch.nightly;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Gate and closing of the day: what stops a night, and what a closed day keeps. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClosingIT extends NightHistory {
  private static final String EARLIER_DAY = "2026-11-19";
  private static final String DAY = "2026-11-22";
  private static final String LOST_DAY = "2026-11-25";
  private static final String LATE_DAY = "2026-11-26";
  private static final String DEAF_DAY = "2026-11-27";
  private static final String BUSY_DAY = "2026-11-28";

  @BeforeAll
  static void agreeAndRunTwoDays() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 1, "2026-01-01");
    pipeline.agree("ALIPAY", "2088", null, 6_000, 0, 0, "2026-01-01");
    pipeline.payment("o-day", "t-day", 10_000, "CNY", DAY);
    pipeline.hold("h-part", 5_000, 3_500, DAY);
    pipeline.payout("i-payout", 60, 9_940, DAY);
    pipeline.payment("o-earlier", "t-earlier", 700, "CNY", EARLIER_DAY);
    write(DAY, new Bill(Bill.ALL_27, MERCHANT, DAY).payment("t-day", "o-day", 10_000, 60).text());
    night(DAY);
    write(
        EARLIER_DAY,
        new Bill(Bill.ALL_27, MERCHANT, EARLIER_DAY)
            .payment("t-earlier", "o-earlier", 700, 4)
            .text());
    night(EARLIER_DAY);
  }

  @Test
  @Order(11)
  void shouldStopAtTheGateWhenTheLedgerLacksAPayment() throws Exception {
    pipeline.payment("o-lost", "t-lost", 4_242, "CNY", LOST_DAY, false);
    BatchException stopped = failing(LOST_DAY);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(stopped)
        .hasMessageContaining("WECHAT POSTED PURCHASE PAYMENT CNY")
        .hasMessageContaining("POSTGRES 1 rows 4,242");
    assertThat(
            clickHouse
                .rows(
                    "SELECT count() AS n FROM settlement.control_total WHERE business_date = '2026-11-25' AND NOT agrees",
                    Map.of())
                .get(0)
                .getLong("n"))
        .isPositive();
    assertThat(closings(LOST_DAY)).as("a day that does not agree stays open").isEmpty();
  }

  @Test
  @Order(13)
  void shouldCloseNoDayWhileAPaymentOfAnEarlierOneIsUnderWay() throws Exception {
    pipeline.payment("o-punctual", "t-punctual", 300, "CNY", LATE_DAY);
    BatchException stopped = failing(LATE_DAY);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(stopped)
        .hasMessageContaining("WECHAT EARLIER PURCHASE PAYMENT CNY")
        .hasMessageContaining("POSTGRES");
    assertThat(closings(LATE_DAY)).isEmpty();
  }

  @Test
  @Order(14)
  void shouldMatchAPaymentThatWasBookedLateWithItsLineOfTheOriginalDay() throws Exception {
    pipeline.land("o-lost", "t-lost", 4_242, "CNY", LOST_DAY, null);
    write(
        LOST_DAY,
        new Bill(Bill.ALL_27, MERCHANT, LOST_DAY)
            .payment("t-lost", "o-lost", 4_242, 25)
            .payment("t-late", "o-late", 1_200, 7)
            .text());
    night(LOST_DAY);
    String missing =
        "SELECT count() AS n FROM settlement.reconciliation_break WHERE order_id = 'o-late' AND class = 'MISSING_IN_LEDGER' AND business_date = '%s'";
    assertThat(number(missing.formatted(LOST_DAY))).isEqualTo(1);
    String closedDay = summary(LOST_DAY);

    pipeline.payment("o-late", "t-late", 1_200, "CNY", LOST_DAY, false);
    pipeline.land("o-late", "t-late", 1_200, "CNY", LOST_DAY, LATE_DAY);
    write(
        LATE_DAY,
        new Bill(Bill.ALL_27, MERCHANT, LATE_DAY)
            .payment("t-punctual", "o-punctual", 300, 2)
            .text());
    night(LATE_DAY);

    assertThat(number(missing.formatted(LATE_DAY))).isZero();
    assertThat(classes(LATE_DAY)).containsEntry("LATE", 1L).containsEntry("MATCHED", 1L);
    assertThat(summary(LATE_DAY)).contains("PROVED").contains("closed for     ADYEN, ALIPAY");
    night(LOST_DAY);
    assertThat(summary(LOST_DAY)).as("the closed day stays as it was").isEqualTo(closedDay);
  }

  @Test
  @Order(15)
  void shouldCloseADayOnce() throws Exception {
    List<String> closed = closings(LATE_DAY);
    night(LATE_DAY);

    assertThat(closings(LATE_DAY)).hasSize(6).isEqualTo(closed);
    assertThat(closings(EARLIER_DAY)).as("closed by the days after it").isEmpty();
  }

  @Test
  @Order(16)
  void shouldBeIncompleteUntilTheLedgerAcknowledges() throws Exception {
    pipeline.payment("o-deaf", "t-deaf", 500, "CNY", DEAF_DAY);
    write(
        DEAF_DAY,
        new Bill(Bill.ALL_27, MERCHANT, DEAF_DAY).payment("t-deaf", "o-deaf", 500, 3).text());
    pipeline.acknowledge(false);
    BatchException stopped = failing(DEAF_DAY);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(stopped).hasMessageContaining("has not acknowledged").hasMessageContaining("WECHAT");
    assertThat(count("reconciliation_item", DEAF_DAY)).isZero();
    pipeline.acknowledge(true);
    night(DEAF_DAY);
    assertThat(classes(DEAF_DAY)).containsEntry("MATCHED", 1L);
  }

  @Test
  @Order(17)
  void shouldWaitForTransactionsThatWereOpenWhenTheDayWasClosed() throws Exception {
    pipeline.payment("o-busy", "t-busy", 500, "CNY", BUSY_DAY);
    write(
        BUSY_DAY,
        new Bill(Bill.ALL_27, MERCHANT, BUSY_DAY).payment("t-busy", "o-busy", 500, 3).text());
    try (Connection writer = postgres.getConnection();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("UPDATE payments.merchant SET version = version + 1");
      BatchException stopped = failing(BUSY_DAY);

      assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
      assertThat(stopped)
          .hasMessageContaining("a transaction that was open when the day was closed")
          .hasMessageContaining("UPDATE payments.merchant");
      writer.rollback();
    }
    night(BUSY_DAY);
    assertThat(summary(BUSY_DAY)).contains("PROVED");
  }

  @Test
  @Order(18)
  void shouldRefuseADayThatIsNotOver() {
    Clock evening = Clock.fixed(Instant.parse("2026-12-01T15:59:59Z"), UTC);
    assertThat(refusal("2026-12-01", evening))
        .hasMessageContaining("WECHAT's ends at 2026-12-01T16:00:00Z")
        .extracting(BatchException::exitCode)
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(refusal("2026-12-03", evening))
        .hasMessageContaining("has not begun")
        .extracting(BatchException::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  @Order(19)
  void shouldTryOutADayThatIsNotOverWithoutClosingIt() throws Exception {
    String today = "2026-12-01";
    pipeline.payment("o-today", "t-today", 500, "CNY", today);
    write(
        today, new Bill(Bill.ALL_27, MERCHANT, today).payment("t-today", "o-today", 500, 3).text());
    Clock evening = Clock.fixed(Instant.parse("2026-12-01T15:59:59Z"), UTC);
    NightOptions options = options(today, null, false, null);
    NightlyApplication.run(
        options, new Night(options, postgres, clickHouse, pipeline, evening), postgres);

    assertThat(closings(today)).isEmpty();
    assertThat(summary(today)).contains("NOT CLOSED for WECHAT, ALIPAY");
  }

  @Test
  @Order(20)
  void shouldLeaveOutChannelsWhoseDayEndsLater() throws Exception {
    // 00:30 in Shanghai: WeChat's day is over, those of Stripe and Adyen are not.
    Clock afterMidnight = Clock.fixed(Instant.parse("2026-12-01T16:30:00Z"), UTC);
    NightOptions options = options("2026-12-01", null, false);
    Night night = new Night(options, postgres, clickHouse, pipeline, afterMidnight);
    NightlyApplication.run(options, night, postgres);

    assertThat(closings("2026-12-01")).containsExactly("ALIPAY", "UNIONPAY", "WALLET", "WECHAT");
    assertThat(new NightlySummary(clickHouse, options, night).text())
        .contains("left out       STRIPE: its day ends at 2026-12-02T00:00:00Z");
  }

  @Test
  @Order(21)
  void shouldProveThatClosedDaysNeverChanged() throws Exception {
    assertThat(proof("closed-days-unchanged").toString())
        .startsWith("PROOF closed-days-unchanged OK ");
    assertThat(proof("entries-equal-source").holds()).isTrue();
    assertThat(proof("balances-equal-source").holds()).isTrue();
    assertThat(proof("balances-continuous").holds()).isTrue();
    clickHouse.run(
        "INSERT INTO settlement.ledger_entry (account, channel, journal_id, business_date, source_lsn, booked_at)"
            + " VALUES ('bank:b9', 'WECHAT', 'order:sneaked:paid', '%s', 1000000, now64(3) + 60)"
                .formatted(DAY),
        Map.of());

    assertThat(proof("closed-days-unchanged"))
        .satisfies(proof -> assertThat(proof.holds()).isFalse())
        .satisfies(proof -> assertThat(proof.figure()).contains("order:sneaked:paid in " + DAY));
  }

  @Test
  @Order(22)
  void shouldWarnOfOutputThatMayBeLost() {
    clickHouse.run(
        "INSERT INTO settlement.ledger_alert (type, alert_id, severity, detail, raised_at)"
            + " VALUES ('COMMITTABLE_DROPPED', 'a1', 'CRITICAL', 'transaction settle-1 was dropped', '2026-12-01 12:00:00')",
        Map.of());

    assertThat(summary("2026-12-01"))
        .contains(
            "WARNING: CRITICAL COMMITTABLE_DROPPED, raised 2026-12-01 12:00:00: transaction settle-1 was dropped");
    assertThat(summary("2026-12-02")).doesNotContain("WARNING");
  }

  private static Proof proof(String name) throws Exception {
    try (Connection connection = postgres.getConnection()) {
      return new Prover(clickHouse)
          .all(connection, null).stream()
              .filter(proof -> proof.name().equals(name))
              .findFirst()
              .orElseThrow();
    }
  }

  private static BatchException refusal(String date, Clock clock) {
    NightOptions options = options(date, null, false);
    Night night = new Night(options, postgres, clickHouse, pipeline, clock);
    return catchThrowableOfType(
        BatchException.class, () -> NightlyApplication.run(options, night, postgres));
  }
}
