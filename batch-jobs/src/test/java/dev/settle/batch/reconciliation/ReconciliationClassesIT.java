package dev.settle.batch.reconciliation;

import static dev.settle.batch.reconciliation.TestDay.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each class of an item, made alone on a day that is clean otherwise; and what outranks what. */
class ReconciliationClassesIT {
  private static final String DAY = "2026-11-22";
  private static final String NEXT = "2026-11-23";
  private static final String OTHER_ACCOUNT = "1900000110";

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
  void beginWithACleanPayment() {
    day = new TestDay(clickHouse).begin(DAY, AgreedTerms.none(), 1, 0);
    day.paid("clean", 10_000).line("clean", 10_000);
  }

  @Test
  void shouldMatchWhatAgrees() {
    reconcileTo(Map.of("MATCHED", 1L));
  }

  @Test
  void shouldMatchWithinTolerance() {
    day.paid("x", 10_000).line("x", 10_001);
    reconcileTo(Map.of("MATCHED", 1L, "MATCHED_WITHIN_TOLERANCE", 1L));
  }

  @Test
  void shouldLeaveAWithdrawalPending() {
    day.withdrawn("x", 10_000);
    reconcileTo(Map.of("MATCHED", 1L, "PENDING", 1L));
  }

  @Test
  void shouldMissALedgerRowInTheChannel() {
    day.paid("x", 10_000);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_CHANNEL", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(10_000);
  }

  @Test
  void shouldMissALineInTheLedger() {
    day.line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_LEDGER", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(-10_000);
  }

  @Test
  void shouldSeeAnotherAmount() {
    day.paid("x", 10_000).line("x", 10_002);
    reconcileTo(Map.of("MATCHED", 1L, "AMOUNT_MISMATCH", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(-2);
  }

  @Test
  void shouldSeeAnotherFeeWithExpectedAndCharged() {
    day.paid("x", 10_000).line(ACCOUNT, "t-x", "o-x", 10_000, 61);
    reconcileTo(Map.of("MATCHED", 1L, "FEE_MISMATCH", 1L));
    assertThat(day.ofBreaks("any(charged_fee)")).isEqualTo(61);
    assertThat(day.ofBreaks("any(expected_fee)")).isEqualTo(60);
    assertThat(day.ofBreaks("any(amount)")).isEqualTo(1);
  }

  @Test
  void shouldSeeAnotherState() {
    day.refunded("x", "x", "c-x", 4_000).refundLine("x", "c-x", "x", 4_000, -24, "PROCESSING");
    reconcileTo(Map.of("MATCHED", 1L, "STATUS_MISMATCH", 1L));
  }

  @Test
  void shouldSeeAnotherCurrency() {
    day.paid("x", "t-x", 10_000, "USD", "m1").line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 1L, "CURRENCY_MISMATCH", 1L));
  }

  @Test
  void shouldSeeALineOfAnotherAccountThanTheMerchants() {
    routed("m2", ACCOUNT, DAY);
    day.paid("x", "t-x", 10_000, "CNY", "m2").line(OTHER_ACCOUNT, "t-x", "o-x", 10_000, 0);
    reconcileTo(Map.of("MATCHED", 1L, "MERCHANT_MISMATCH", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(10_000);
  }

  @Test
  void shouldTakeALineOfAnyAccountWhenTheMerchantHasNoneOfItsOwn() {
    routed("m2", OTHER_ACCOUNT, DAY);
    day.paid("x", "t-x", 10_000, "CNY", "m1").line("x", 10_000);
    day.paid("y", "t-y", 10_000, "CNY", "m2").line(OTHER_ACCOUNT, "t-y", "o-y", 10_000, 0);
    reconcileTo(Map.of("MATCHED", 3L));
  }

  @Test
  void shouldTakeARefundOfAnAccountThatTheMerchantHadEarlier() {
    LocalDate today = LocalDate.parse(DAY);
    terms(
        List.of(
            new MerchantRoute("m1", ACCOUNT, today.minusDays(9), today.minusDays(1)),
            new MerchantRoute("m1", OTHER_ACCOUNT, today, null)));
    day.refunded("old", "old", "c-old", 1_000)
        .refundLine("old", "c-old", "old", 1_000, -6, "SUCCESS");
    day.paid("new", 1_000).line("new", 1_000);
    reconcileTo(Map.of("MATCHED", 2L, "MERCHANT_MISMATCH", 1L));
  }

  @Test
  void shouldSeeALineTwice() {
    day.paid("x", 10_000).line("x", 10_000).line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 2L, "DUPLICATE_IN_CHANNEL", 1L));
  }

  @Test
  void shouldCallALineThatComesAgainOnALaterDayADuplicate() {
    day.paid("x", 10_000).line("x", 10_000).refunded("x", "x", "c-x", 4_000);
    day.refundLine("x", "c-x", "x", 4_000, -24, "SUCCESS");
    reconcileTo(Map.of("MATCHED", 3L));
    day.on(NEXT).line("x", 10_000).refundLine("x", "c-x", "x", 4_000, -24, "SUCCESS");
    day.paid("new", 100).line("new", 100).line("unknown", 500);
    reconcileTo(Map.of("MATCHED", 1L, "DUPLICATE_IN_CHANNEL", 2L, "MISSING_IN_LEDGER", 1L));
    List<String> ids = breakIds();
    day.on("2026-11-24");
    reconcileTo(Map.of("DUPLICATE_IN_CHANNEL", 2L, "MISSING_IN_LEDGER", 1L));
    assertThat(breakIds()).as("as they were, none for itself").hasSize(6).containsAll(ids);
  }

  @Test
  void shouldTakeARefundThatFailedOnAnEarlierDayForNoDuplicate() {
    day.refundLine("clean", "c-x", "x", 4_000, -24, "FAIL");
    reconcileTo(Map.of("MATCHED", 2L));
    day.on(NEXT).refundLine("clean", "c-x", "x", 4_000, -24, "SUCCESS");
    reconcileTo(Map.of("MISSING_IN_LEDGER", 1L));
  }

  @ParameterizedTest
  @CsvSource({"2027-02-20, DUPLICATE_IN_CHANNEL", "2027-02-21, MISSING_IN_LEDGER"})
  void shouldKnowALineAgainForNinetyDays(String date, String expected) {
    reconcileTo(Map.of("MATCHED", 1L));
    day.on(date).line("clean", 10_000);
    reconcileTo(Map.of(expected, 1L));
  }

  @Test
  void shouldForgetALineThatACorrectedFileNoLongerTells() {
    day.line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_LEDGER", 1L));
    clickHouse.run(
        "ALTER TABLE settlement.channel_statement_line DELETE WHERE channel_txn_id = 't-x' SETTINGS mutations_sync = 2",
        Map.of());
    reconcileTo(Map.of("MATCHED", 1L));
    day.on(NEXT).line("x", 10_000);
    reconcileTo(Map.of("MISSING_IN_LEDGER", 1L));
  }

  @Test
  void shouldKeepTheIdOfADuplicateWhenACorrectedFileNumbersItsLinesAnew() {
    day.paid("x", 10_000).line("x", 10_000).line("x", 10_000).line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 2L, "DUPLICATE_IN_CHANNEL", 2L));
    List<String> ids = breakIds();
    clickHouse.run("TRUNCATE TABLE settlement.channel_statement_line", Map.of());
    day.line("new", 500)
        .line("x", 10_000)
        .line("clean", 10_000)
        .line("x", 10_000)
        .line("x", 10_000);
    reconcileTo(Map.of("MATCHED", 2L, "DUPLICATE_IN_CHANNEL", 2L, "MISSING_IN_LEDGER", 1L));

    assertThat(breakIds()).hasSize(3).containsAll(ids);
  }

  @Test
  void shouldTellApartLinesWithoutAnIdOfTheChannel() {
    day.line(ACCOUNT, "", "o-x", 1_000, 6).line(ACCOUNT, "", "o-y", 1_000, 6);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_LEDGER", 2L));
    assertThat(breakIds()).hasSize(2).doesNotHaveDuplicates();
  }

  private static List<String> breakIds() {
    return clickHouse
        .rows("SELECT break_id FROM settlement.reconciliation_break", Map.of())
        .stream()
        .map(row -> row.getString("break_id"))
        .toList();
  }

  @Test
  void shouldSeeTwoLedgerRowsUnderOneIdOfTheChannel() {
    day.refunded("x", "x1", "c-x", 100).refunded("x", "x2", "c-x", 200);
    reconcileTo(Map.of("MATCHED", 1L, "DUPLICATE_IN_LEDGER", 2L));
  }

  @Test
  void shouldFindALateLine() {
    day.paid("x", 10_000);
    day.reconcile();
    day.on(NEXT).line("x", 10_000);
    reconcileTo(Map.of("LATE", 1L));
  }

  @Test
  void shouldSeeARefundOfAnOrderThatNobodyKnows() {
    day.refundLine("x", "c-x", "x", 4_000, -24, "SUCCESS");
    reconcileTo(Map.of("MATCHED", 1L, "ORPHAN_REFUND", 1L));
  }

  @Test
  void shouldLeaveUnclassifiedWhatNoRuleKnowsAndCarryIt() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "PAYMENT", "FROZEN", "t-x", "", "o-x", "", 10_000, 60, DAY + " 12:00:00");
    reconcileTo(Map.of("MATCHED", 1L, "UNCLASSIFIED", 1L));
    day.on(NEXT)
        .line(ACCOUNT, "PAYMENT", "FROZEN", "t-y", "", "o-y", "", 500, 3, NEXT + " 12:00:00");
    reconcileTo(Map.of("UNCLASSIFIED", 2L));
  }

  @Test
  void shouldLetARefundThatFailedBe() {
    day.refundLine("x", "c-x", "x", 4_000, -24, "FAIL");
    reconcileTo(Map.of("MATCHED", 2L));
  }

  @Test
  void shouldWaitInTheGraceDaysAndNoLonger() {
    day.begin(DAY, AgreedTerms.none(), 0, 1).paid("x", 10_000);
    reconcileTo(Map.of("PENDING", 1L));
    day.on(NEXT);
    reconcileTo(Map.of("MISSING_IN_CHANNEL", 1L));
  }

  /** A line with two faults; the class is the one that outranks the other. */
  @ParameterizedTest
  @CsvSource({
    "USD, 1900000110, SUCCESS, 10000, 60, CURRENCY_MISMATCH",
    "CNY, 1900000110, REVOKED, 10000, 60, MERCHANT_MISMATCH",
    "CNY, 1900000109, REVOKED, 20000, 60, STATUS_MISMATCH",
    "CNY, 1900000109, SUCCESS, 20000, 60, AMOUNT_MISMATCH",
    "CNY, 1900000109, SUCCESS, 10001, 99, FEE_MISMATCH",
    "USD, 1900000109, FROZEN, 10000, 60, UNCLASSIFIED",
  })
  void shouldNameTheFaultThatOutranks(
      String currency, String account, String state, long amount, long fee, String expected) {
    routed("m2", ACCOUNT, DAY);
    day.paid("x", "t-x", 10_000, currency, "m2")
        .line(account, "PAYMENT", state, "t-x", "", "o-x", "", amount, fee, DAY + " 12:00:00");
    reconcileTo(Map.of("MATCHED", 1L, expected, 1L));
  }

  @ParameterizedTest
  @CsvSource({"FEE_MISMATCH, 10000, 61", "AMOUNT_MISMATCH, 10500, 63", "LATE, 10001, 60"})
  void shouldCallALateLineByItsFault(String expected, long amount, long fee) {
    day.paid("x", 10_000);
    day.reconcile();
    day.on(NEXT).line(ACCOUNT, "t-x", "o-x", amount, fee);
    reconcileTo(Map.of(expected, 1L));
  }

  @Test
  void shouldCallALineTwiceWhateverElseIsWrongWithIt() {
    day.paid("x", 10_000)
        .line(ACCOUNT, "t-x", "o-x", 9_000, 99)
        .line(ACCOUNT, "t-x", "o-x", 8_000, 99);
    reconcileTo(Map.of("MATCHED", 1L, "DUPLICATE_IN_CHANNEL", 3L));
  }

  @Test
  void shouldCallTwoDaysApartATolerableMatchWhenDaysAreAgreed() {
    day.begin(DAY, new AgreedTerms(List.of(), new Tolerance(0, 0, 1), List.of()), 0, 0)
        .paid("x", 10_000)
        .paid("y", 10_000);
    day.reconcile();
    day.on(NEXT).line("x", 10_000);
    reconcileTo(Map.of("MATCHED_WITHIN_TOLERANCE", 1L, "MISSING_IN_CHANNEL", 1L));
    day.on("2026-11-24").line("y", 10_000);
    reconcileTo(Map.of("LATE", 1L));
  }

  /** 100 ppm of 10,000.00 are 1.00; the absolute part is 3. */
  @ParameterizedTest
  @CsvSource({
    "1000000, 1000100, MATCHED_WITHIN_TOLERANCE",
    "1000000, 1000101, AMOUNT_MISMATCH",
    "100, 103, MATCHED_WITHIN_TOLERANCE",
    "100, 104, AMOUNT_MISMATCH"
  })
  void shouldTolerateTheLargerOfAnAmountAndAPart(long ledger, long channel, String expected) {
    day.begin(DAY, new AgreedTerms(List.of(), new Tolerance(3, 100, 0), List.of()), 0, 0)
        .paid("x", ledger)
        .line("x", channel);
    reconcileTo(Map.of(expected, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "ALTER TABLE settlement.reconciliation_item UPDATE ledger_accounts = 'z' WHERE class = 'MATCHED'",
    "ALTER TABLE settlement.reconciliation_break UPDATE age_days = 9 WHERE 1",
    "ALTER TABLE settlement.reconciliation_break DELETE WHERE 1",
    "ALTER TABLE settlement.channel_statement_line UPDATE fee = fee + 1 WHERE line_no = 2",
    "ALTER TABLE settlement.channel_statement_line UPDATE occurred_at = '2026-11-22 13:00:00' WHERE line_no = 2",
    "ALTER TABLE settlement.reconciliation_proof UPDATE fee_amount = fee_amount + 1 WHERE 1",
    "ALTER TABLE settlement.reconciliation_proof UPDATE previous_sha256 = 'other' WHERE 1"
  })
  void shouldBreakTheChainWhenARowIsTamperedWith(String tampering) {
    day.paid("x", 10_000);
    day.reconcile();
    assertThat(chain().holds()).isTrue();
    clickHouse.run(tampering + " SETTINGS mutations_sync = 2", Map.of());

    assertThat(chain().holds()).isFalse();
    assertThat(chain().toString()).contains("WECHAT " + DAY);
  }

  private static Proof chain() {
    return new Prover(clickHouse)
        .ofReconciliation(null).stream()
            .filter(proof -> proof.name().equals("chain-intact"))
            .findFirst()
            .orElseThrow();
  }

  private void routed(String merchant, String account, String from) {
    terms(List.of(new MerchantRoute(merchant, account, LocalDate.parse(from), null)));
  }

  private void terms(List<MerchantRoute> routes) {
    day.begin(DAY, new AgreedTerms(List.of(), null, routes), 1, 0);
    day.paid("clean", "t-clean", 10_000, "CNY", "m0").line("clean", 10_000);
  }

  private void reconcileTo(Map<String, Long> expected) {
    List<ProofRow> proof = day.reconcile();
    assertThat(proof).allMatch(ProofRow::holds);
    assertThat(day.classes()).isEqualTo(expected);
  }
}
