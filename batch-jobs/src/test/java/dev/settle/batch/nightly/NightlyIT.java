package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The night by its classes, failures and re-runs: one history, day after day. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyIT extends NightHistory {
  private static final String EARLIER_DAY = "2026-11-19";
  private static final String DAY = "2026-11-22";
  private static final String NEXT_DAY = "2026-11-23";
  private static final String THIRD_DAY = "2026-11-24";

  @BeforeAll
  static void agreeAndWrite() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 0, "2026-01-01");
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 1, THIRD_DAY);
    pipeline.agree("ALIPAY", "2088", null, 6_000, 0, 0, "2026-01-01");
    writeDay();
  }

  private static void writeDay() throws Exception {
    for (String name :
        List.of(
            "same",
            "tolerated",
            "absent",
            "amount",
            "fee",
            "twice",
            "refunded",
            "own",
            "twin1",
            "twin2")) {
      pipeline.payment("o-" + name, "t-" + name, 10_000, "CNY", DAY);
    }
    pipeline.payment("o-dollar", "t-dollar", 10_000, "USD", DAY);
    pipeline.refund("r-refunded", "o-refunded", "t-refunded", "c-refunded", 4_000, 10_000, DAY);
    pipeline.refund("r-own", "o-own", "t-own", null, 4_000, 10_000, DAY);
    pipeline.refund("r-twin1", "o-twin1", "t-twin1", "c-twin", 100, 10_000, DAY);
    pipeline.refund("r-twin2", "o-twin2", "t-twin2", "c-twin", 200, 10_000, DAY);
    pipeline.hold("h-part", 5_000, 3_500, DAY);
    pipeline.payout("i-payout", 60, 9_940, DAY);
    pipeline.payment("o-earlier", "t-earlier", 700, "CNY", EARLIER_DAY);
  }

  private static Bill faultyBill() {
    return new Bill(Bill.ALL_27, MERCHANT, DAY)
        .payment("t-same", "o-same", 10_000, 60)
        .payment("t-tolerated", "o-tolerated", 10_001, 60)
        .payment("t-amount", "o-amount", 10_500, 63)
        .payment("t-fee", "o-fee", 10_000, 61)
        .payment("t-twice", "o-twice", 10_000, 60)
        .payment("t-twice", "o-twice", 10_000, 60)
        .payment("t-refunded", "o-refunded", 10_000, 60)
        .payment("t-own", "o-own", 10_000, 60)
        .payment("t-twin1", "o-twin1", 10_000, 60)
        .payment("t-twin2", "o-twin2", 10_000, 60)
        .payment("t-dollar", "o-dollar", 10_000, 60)
        .payment("t-extra", "o-extra", 777, 5)
        .refund("t-refunded", "o-refunded", "c-refunded", "r-refunded", 4_000, -24, "PROCESSING")
        .refund("t-own", "o-own", "c-own", "r-own", 4_000, -24, "SUCCESS")
        .refund("t-orphan", "o-orphan", "c-orphan", "r-orphan", 300, -2, "SUCCESS")
        .refund("t-failed", "o-failed", "c-failed", "r-failed", 300, -2, "FAIL");
  }

  @Test
  @Order(0)
  void shouldProveADayOnWhichEverythingAgrees() throws Exception {
    String cleanDay = "2026-11-20";
    pipeline.payment("o-clean", "t-clean", 10_000, "CNY", cleanDay);
    write(
        cleanDay,
        new Bill(Bill.ALL_27, MERCHANT, cleanDay).payment("t-clean", "o-clean", 10_000, 60).text());
    night(cleanDay);
    night(cleanDay);

    assertThat(classes(cleanDay)).containsOnly(Map.entry("MATCHED", 1L));
    assertThat(summary(cleanDay)).contains("no breaks").contains("PROVED");
  }

  @Test
  @Order(1)
  void shouldBeIncompleteWithoutAStatement() {
    BatchException stopped = failing(DAY);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(stopped).hasMessageContaining("INCOMPLETE").hasMessageContaining(MERCHANT);
    assertThat(count("reconciliation_item", DAY)).isZero();
  }

  @Test
  @Order(2)
  void shouldRefuseABadBillAndLoadNoRow() throws Exception {
    write(DAY, faultyBill().text().replace("`16,", "`17,"));
    BatchException stopped = failing(DAY);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(stopped).hasMessageContaining("总交易单数").hasMessageContaining("line 19");
    failing(DAY);
    assertThat(count("channel_statement_line", DAY)).isZero();
    assertThat(verdicts(DAY)).containsExactly("refused");
  }

  @Test
  @Order(3)
  void shouldChangeNothingWhenAStepFailsAndGoOnFromThere() throws Exception {
    write(DAY, faultyBill().text());
    clickHouse.run(
        "RENAME TABLE settlement.reconciliation_break_staging TO settlement.away", Map.of());
    BatchException stopped = failing(DAY);
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(count("channel_statement_line", DAY)).isEqualTo(16);
    assertThat(count("reconciliation_item", DAY)).isZero();
    assertThat(count("reconciliation_proof", DAY)).isZero();
    long intakes = executionsOf("intake");

    clickHouse.run(
        "RENAME TABLE settlement.away TO settlement.reconciliation_break_staging", Map.of());
    night(DAY);

    assertThat(executionsOf("intake")).as("taken once").isEqualTo(intakes);
    assertThat(count("reconciliation_item", DAY)).isEqualTo(19);
  }

  @Test
  @Order(4)
  void shouldFindEachFaultInItsClassAndOnlyThose() {
    assertThat(classes(DAY))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("MATCHED", 8L),
                Map.entry("MATCHED_WITHIN_TOLERANCE", 1L),
                Map.entry("MISSING_IN_CHANNEL", 1L),
                Map.entry("MISSING_IN_LEDGER", 1L),
                Map.entry("AMOUNT_MISMATCH", 1L),
                Map.entry("FEE_MISMATCH", 1L),
                Map.entry("STATUS_MISMATCH", 1L),
                Map.entry("CURRENCY_MISMATCH", 1L),
                Map.entry("DUPLICATE_IN_CHANNEL", 1L),
                Map.entry("DUPLICATE_IN_LEDGER", 2L),
                Map.entry("ORPHAN_REFUND", 1L)));
    assertThat(orderOf("MISSING_IN_CHANNEL")).isEqualTo("o-absent");
    assertThat(orderOf("MISSING_IN_LEDGER")).isEqualTo("o-extra");
    assertThat(orderOf("AMOUNT_MISMATCH")).isEqualTo("o-amount");
    assertThat(orderOf("FEE_MISMATCH")).isEqualTo("o-fee");
    assertThat(orderOf("STATUS_MISMATCH")).isEqualTo("o-refunded");
    assertThat(orderOf("CURRENCY_MISMATCH")).isEqualTo("o-dollar");
    assertThat(orderOf("DUPLICATE_IN_CHANNEL")).isEqualTo("o-twice");
    assertThat(orderOf("ORPHAN_REFUND")).isEqualTo("o-orphan");
  }

  @Test
  @Order(5)
  void shouldWriteTheSameBytesWhenRunAgain() throws Exception {
    String before = summary(DAY);
    night(DAY);

    assertThat(summary(DAY))
        .isEqualTo(before)
        .contains("ALIPAY: no statement agreed")
        .contains("PROVED");
    assertThat(verdicts(DAY)).containsExactly("refused", "accepted");
  }

  @Test
  @Order(6)
  void shouldRefuseAnotherStatementUnlessToldToReplace() throws Exception {
    String before = summary(DAY);
    Path other = statements.resolve("wechat").resolve("corrected-" + DAY + ".csv");
    Files.write(other, faultyBill().payment("t-absent", "o-absent", 10_000, 60).bytes());
    assertThat(
            catchThrowableOfType(
                    BatchException.class, () -> run(options(DAY, NightStep.INTAKE, false)))
                .exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(summary(DAY)).isEqualTo(before);

    Files.delete(statements.resolve("wechat").resolve(fileName(DAY)));
    run(options(DAY, null, true));

    assertThat(classes(DAY)).doesNotContainKey("MISSING_IN_CHANNEL").containsEntry("MATCHED", 9L);
    Files.delete(other);
    write(DAY, faultyBill().text());
    run(options(DAY, null, true));
    assertThat(summary(DAY)).isEqualTo(before);
  }

  @Test
  @Order(7)
  void shouldRecoverARunThatWasKilledHard() throws Exception {
    String before = summary(DAY);
    pipeline.sql(
        "UPDATE batch.batch_job_execution SET status = 'STARTED', exit_code = 'UNKNOWN', end_time = NULL"
            + " WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch.batch_job_execution)",
        "UPDATE batch.batch_step_execution SET status = 'STARTED', exit_code = 'EXECUTING', end_time = NULL WHERE step_name IN ('reconcile', 'prove')"
            + " AND job_execution_id = (SELECT max(job_execution_id) FROM batch.batch_job_execution)");
    long intakes = executionsOf("intake");
    night(DAY);

    assertThat(executionsOf("intake")).isEqualTo(intakes);
    assertThat(summary(DAY)).isEqualTo(before);
  }

  @Test
  @Order(8)
  void shouldMatchALateLineWithWhatWasCarriedOver() throws Exception {
    pipeline.payment("o-next", "t-next", 500, "CNY", NEXT_DAY);
    write(
        NEXT_DAY,
        new Bill(Bill.OLD_ALL_24, MERCHANT, NEXT_DAY)
            .payment("t-next", "o-next", 500, 3)
            .payment("t-absent", "o-absent", 10_000, 60)
            .text());
    night(NEXT_DAY);

    assertThat(classes(NEXT_DAY))
        .containsEntry("LATE", 1L)
        .containsEntry("MATCHED", 1L)
        .doesNotContainKey("MISSING_IN_CHANNEL");
    assertThat(classes(NEXT_DAY))
        .containsEntry("AMOUNT_MISMATCH", 1L)
        .containsEntry("MISSING_IN_LEDGER", 1L);
  }

  @Test
  @Order(9)
  void shouldWaitForTheChannelInItsGraceDays() throws Exception {
    pipeline.payment("o-third", "t-third", 500, "CNY", THIRD_DAY);
    pipeline.payment("o-waiting", "t-waiting", 900, "CNY", THIRD_DAY);
    write(
        THIRD_DAY,
        new Bill(Bill.ALL_27, MERCHANT, THIRD_DAY).payment("t-third", "o-third", 500, 3).text());
    night(THIRD_DAY);

    assertThat(classes(THIRD_DAY))
        .containsEntry("PENDING", 1L)
        .doesNotContainKey("MISSING_IN_CHANNEL");
  }

  @Test
  @Order(10)
  void shouldProveTheWholeHistoryAndSeeWhenItWasChanged() throws Exception {
    pipeline.bookOrdered();
    try (Connection connection = postgres.getConnection()) {
      assertThat(new Prover(clickHouse).all(connection, null))
          .allSatisfy(proof -> assertThat(proof.holds()).as(proof.toString()).isTrue());
    }
    clickHouse.run(
        "ALTER TABLE settlement.reconciliation_item DELETE WHERE business_date = '%s' AND class = 'ORPHAN_REFUND' SETTINGS mutations_sync = 2"
            .formatted(DAY),
        Map.of());
    assertThat(new Prover(clickHouse).ofReconciliation(null))
        .filteredOn(proof -> !proof.holds())
        .extracting(Proof::name)
        .containsExactlyInAnyOrder("statement-lines-classified-once", "chain-intact");
  }

  @Test
  @Order(12)
  void shouldSayWhichLaterDaysNoLongerFollow() throws Exception {
    write(
        EARLIER_DAY,
        new Bill(Bill.ALL_27, MERCHANT, EARLIER_DAY)
            .payment("t-earlier", "o-earlier", 700, 4)
            .text());
    night(EARLIER_DAY);

    assertThat(summary(EARLIER_DAY)).contains("in this order, for 2026-11-20, " + DAY);
    assertThat(summary(THIRD_DAY)).doesNotContain("NOTE");
  }

  private static String orderOf(String breakClass) {
    return clickHouse
        .rows(
            "SELECT order_id FROM settlement.reconciliation_break WHERE business_date = '%s' AND class = '%s'"
                .formatted(DAY, breakClass),
            Map.of())
        .get(0)
        .getString("order_id");
  }
}
