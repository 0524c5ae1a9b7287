package dev.settle.batch.reconciliation;

import static dev.settle.batch.reconciliation.TestDay.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees against the rate card, and rows that stand one for several, on the real engine. */
class ReconciliationTermsIT {
  private static final String DAY = "2026-11-22";
  private static final String NEXT = "2026-11-23";
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

  private static EngineProcess engine;
  private static ClickHouse clickHouse;

  private TestDay day;

  @BeforeAll
  static void start() throws Exception {
    engine = EngineProcess.start();
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
  }

  @AfterAll
  static void stop() throws Exception {
    clickHouse.close();
    engine.close();
  }

  @BeforeEach
  void begin() {
    day = new TestDay(clickHouse).begin(DAY, AgreedTerms.none(), 0, 0);
  }

  /** 0.5 % plus 10, at least 30, at most 1,000; 0.5 % of 1,900 is 9.5. */
  @ParameterizedTest
  @CsvSource({
    "HALF_UP, 10000, 60",
    "HALF_UP, 1900, 30",
    "HALF_UP, 4100, 31",
    "HALF_UP, 4300, 32",
    "HALF_EVEN, 4100, 30",
    "HALF_EVEN, 4300, 32",
    "DOWN, 4199, 30",
    "UP, 4001, 31",
    "HALF_UP, 1000000, 1000"
  })
  void shouldExpectRateFixedPartAndBounds(String rounding, long amount, long fee) {
    rated(rate("PAYMENT", FIRST, null, 5_000, 10, 30, 1_000L, true, rounding));
    day.paid("x", amount).line(ACCOUNT, "t-x", "o-x", amount, fee);
    day.paid("y", amount).line(ACCOUNT, "t-y", "o-y", amount, fee + 1);
    reconcileTo(Map.of("MATCHED", 1L, "FEE_MISMATCH", 1L));
    assertThat(day.ofBreaks("any(expected_fee)")).isEqualTo(fee);
  }

  @Test
  void shouldJudgeEachLineByTheRateOfItsOwnDate() {
    rated(
        rate("PAYMENT", FIRST, LocalDate.parse("2026-11-20"), 1_000, 0, 0, null, true, "HALF_UP"),
        rate("PAYMENT", LocalDate.parse("2026-11-22"), null, 2_000, 0, 0, null, true, "HALF_UP"));
    // Shanghai is eight hours ahead: 16:00 UTC begins the next day there.
    at("a", "2026-11-20 15:59:59", 10);
    at("b", "2026-11-21 12:00:00", 60);
    at("c", "2026-11-21 16:00:00", 20);
    at("d", "2026-11-22 12:00:00", 20);
    reconcileTo(Map.of("MATCHED", 4L));
  }

  @Test
  void shouldExpectOfRefundsWhatTheCardSays() {
    rated(rate("PAYMENT", FIRST, null, 6_000, 0, 0, null, false, "HALF_UP"));
    refundWithFee("x", 0);
    rated(rate("PAYMENT", FIRST, null, 6_000, 5, 0, null, true, "HALF_UP"));
    refundWithFee("x", -29);
    rated(
        rate("PAYMENT", FIRST, null, 6_000, 5, 0, null, true, "HALF_UP"),
        rate("REFUND", FIRST, null, 0, 20, 0, null, true, "HALF_UP"));
    refundWithFee("x", 20);
  }

  @Test
  void shouldMatchPartsThatCoverAPaymentByOurOrder() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "p1", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 3_000, 18)
        .line(ACCOUNT, "p3", "o-x", 1_000, 6);
    reconcileTo(Map.of("MATCHED", 4L));
    assertThat(groups()).isEqualTo(1);
  }

  @Test
  void shouldMatchPartsOfWhichOneBearsTheIdOfThePayment() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "t-x", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 4_000, 24);
    reconcileTo(Map.of("MATCHED", 3L));
  }

  @Test
  void shouldMatchPartsUnderOneIdOfTheChannel() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "t-x", "o-x", 5_000, 30)
        .line(ACCOUNT, "t-x", "o-x", 5_000, 30);
    reconcileTo(Map.of("MATCHED", 3L));
  }

  @Test
  void shouldMatchALineThatCoversSeveralRefunds() {
    day.refunded("x", "x1", "c-x", 100)
        .refunded("x", "x2", "c-x", 200)
        .refundLine("x", "c-x", "batch", 300, -2, "SUCCESS");
    reconcileTo(Map.of("MATCHED", 3L));
    assertThat(groups()).isEqualTo(1);
  }

  @Test
  void shouldNotGuessPartsWhoseSumDiffers() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "p1", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 3_999, 24);
    reconcileTo(Map.of("MISSING_IN_CHANNEL", 1L, "MISSING_IN_LEDGER", 2L));
  }

  @Test
  void shouldTakeNoZeroOrWholeForAPart() {
    day.paid("x", 10_000).line(ACCOUNT, "p1", "o-x", 10_000, 60).line(ACCOUNT, "p2", "o-x", 0, 0);
    reconcileTo(Map.of("MISSING_IN_CHANNEL", 1L, "MISSING_IN_LEDGER", 2L));
  }

  @Test
  void shouldFindTheLastPartOnAnotherDayLate() {
    day.paid("x", 10_000).line(ACCOUNT, "p1", "o-x", 6_000, 36);
    reconcileTo(Map.of("AMOUNT_MISMATCH", 1L));
    day.begin(DAY, AgreedTerms.none(), 0, 2)
        .paid("x", 10_000)
        .line(ACCOUNT, "p1", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 3_000, 18);
    reconcileTo(Map.of("PENDING", 1L, "MISSING_IN_LEDGER", 2L));
    day.on(NEXT).line(ACCOUNT, "p3", "o-x", 1_000, 6);
    reconcileTo(Map.of("LATE", 4L));
  }

  @Test
  void shouldTolerateADifferenceOfTheSum() {
    day.begin(DAY, AgreedTerms.none(), 2, 0)
        .paid("x", 10_000)
        .line(ACCOUNT, "p1", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 3_998, 24);
    List<ProofRow> proof = reconcileTo(Map.of("MATCHED_WITHIN_TOLERANCE", 3L));
    assertThat(proof.get(0).tolerated()).isEqualTo(BigInteger.TWO);
  }

  @Test
  void shouldCallAWholeBatchByAFeeThatIsWrongAndCarryIt() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "p1", "o-x", 6_000, 36)
        .line(ACCOUNT, "p2", "o-x", 4_000, 25);
    reconcileTo(Map.of("FEE_MISMATCH", 3L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(1);
    day.on(NEXT);
    List<ProofRow> proof = reconcileTo(Map.of("FEE_MISMATCH", 3L));
    assertThat(proof.get(0).closing()).isZero();
  }

  @Test
  void shouldKeepPayoutsOffTheSideOfPayments() {
    day.paid("x", 10_000).line("x", 10_000);
    clickHouse.run(
        ("INSERT INTO settlement.channel_statement_line (business_date, channel, merchant, line_no, kind, state, currency, amount, net, purpose)"
                + " VALUES ('%s', 'WECHAT', '%s', 99, 'PAYOUT', 'SUCCESS', 'CNY', -9940, -9940, 'PAYOUT')")
            .formatted(DAY, ACCOUNT),
        Map.of());
    reconcileTo(Map.of("MATCHED", 1L));
  }

  private void at(String name, String time, long fee) {
    day.paid(name, 10_000)
        .line(ACCOUNT, "PAYMENT", "SUCCESS", "t-" + name, "", "o-" + name, "", 10_000, fee, time);
  }

  private void refundWithFee(String name, long fee) {
    day.refunded(name, name, "c-" + name, 4_000)
        .refundLine(name, "c-" + name, name, 4_000, fee, "SUCCESS");
    reconcileTo(Map.of("MATCHED", 1L));
  }

  private void rated(FeeRate... rows) {
    day.begin(DAY, new AgreedTerms(List.of(rows), null, List.of()), 0, 0);
  }

  private static FeeRate rate(
      String kind,
      LocalDate from,
      @Nullable LocalDate to,
      int ppm,
      long fixed,
      long minimum,
      @Nullable Long maximum,
      boolean back,
      String rounding) {
    return new FeeRate(ACCOUNT, kind, from, to, ppm, fixed, minimum, maximum, back, rounding);
  }

  private static long groups() {
    return clickHouse
        .rows(
            "SELECT toInt64(uniqExact(group_id)) AS n FROM settlement.reconciliation_item WHERE group_id != ''",
            Map.of())
        .get(0)
        .getLong("n");
  }

  private List<ProofRow> reconcileTo(Map<String, Long> expected) {
    List<ProofRow> proof = day.reconcile();
    assertThat(proof).allMatch(ProofRow::holds);
    assertThat(day.classes()).isEqualTo(expected);
    return proof;
  }
}
