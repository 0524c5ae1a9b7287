package dev.settle.batch.nightly;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.statement.wechat.Bill;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The night against real PostgreSQL and the real ClickHouse engine: one history, day after day. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyIT {
  private static final String MERCHANT = "1900000109";
  private static final String EARLIER_DAY = "2026-11-19";
  private static final String DAY = "2026-11-22";
  private static final String NEXT_DAY = "2026-11-23";
  private static final String THIRD_DAY = "2026-11-24";
  private static final String LOST_DAY = "2026-11-25";
  private static final String LATE_DAY = "2026-11-26";
  private static final String DEAF_DAY = "2026-11-27";
  private static final String BUSY_DAY = "2026-11-28";
  private static final Clock LATER = Clock.fixed(Instant.parse("2026-12-31T00:00:00Z"), UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static Path statements;
  private static EngineProcess engine;
  private static EmbeddedPostgres embedded;
  private static DataSource postgres;
  private static ClickHouse clickHouse;
  private static Pipeline pipeline;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    statements = folder;
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    postgres = embedded.getPostgresDatabase();
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    pipeline = new Pipeline(postgres, clickHouse);
    Files.createDirectories(statements.resolve("wechat"));
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 0, "2026-01-01");
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 1, THIRD_DAY);
    pipeline.agree("ALIPAY", "2088", null, 6_000, 0, 0, "2026-01-01");
    writeDay();
  }

  @AfterAll
  static void stop() throws Exception {
    pipeline.close();
    clickHouse.close();
    engine.close();
    embedded.close();
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

  private static List<String> closings(String date) throws Exception {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT channel FROM payments.business_day_close WHERE business_date = '%s' ORDER BY channel"
                    .formatted(date))) {
      List<String> channels = new ArrayList<>();
      while (rows.next()) {
        channels.add(rows.getString(1));
      }
      return channels;
    }
  }

  private static void night(String date) throws Exception {
    run(options(date, null, false));
  }

  private static BatchException failing(String date) {
    return catchThrowableOfType(BatchException.class, () -> night(date));
  }

  private static void run(NightOptions options) {
    NightlyApplication.run(
        options, new Night(options, postgres, clickHouse, pipeline, LATER), postgres);
  }

  private static NightOptions options(String date, @Nullable NightStep from, boolean replace) {
    return options(date, from, replace, "test");
  }

  private static NightOptions options(
      String date, @Nullable NightStep from, boolean replace, @Nullable String closedBy) {
    return new NightOptions(
        LocalDate.parse(date), null, statements, from, replace, PATIENCE, 40, closedBy);
  }

  private static String summary(String date) {
    NightOptions options = options(date, null, false);
    return new NightlySummary(
            clickHouse, options, new Night(options, postgres, clickHouse, pipeline, LATER))
        .text();
  }

  private static String fileName(String date) {
    return MERCHANT + "All" + date + "_" + date + ".csv";
  }

  private static void write(String date, String bill) throws Exception {
    Files.writeString(
        statements.resolve("wechat").resolve(fileName(date)), bill, StandardCharsets.UTF_8);
  }

  private static long count(String table, String date) {
    return number(
        "SELECT count() AS n FROM settlement.%s WHERE business_date = '%s'".formatted(table, date));
  }

  private static long number(String sql) {
    return clickHouse.rows(sql, Map.of()).get(0).getLong("n");
  }

  private static Map<String, Long> classes(String date) {
    Map<String, Long> classes = new TreeMap<>();
    clickHouse
        .rows(
            "SELECT class, count() AS n FROM settlement.reconciliation_item WHERE business_date = '%s' GROUP BY class"
                .formatted(date),
            Map.of())
        .forEach(row -> classes.put(row.getString("class"), row.getLong("n")));
    return classes;
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

  private static List<String> verdicts(String date) {
    return clickHouse
        .rows(
            "SELECT verdict FROM settlement.channel_statement_file WHERE business_date = '%s' ORDER BY generation"
                .formatted(date),
            Map.of())
        .stream()
        .map(row -> row.getString("verdict"))
        .toList();
  }

  private static long executionsOf(String step) throws Exception {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM batch.batch_step_execution WHERE step_name = '"
                    + step
                    + "'")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
