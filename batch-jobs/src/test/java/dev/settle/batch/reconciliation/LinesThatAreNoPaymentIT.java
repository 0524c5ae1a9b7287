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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees, transfers, chargebacks and adjustments of a statement: decision 0011. */
class LinesThatAreNoPaymentIT {
  private static final String DAY = "2026-11-22";
  private static final String NEXT = "2026-11-23";

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
    day = new TestDay(clickHouse).begin(DAY, AgreedTerms.none(), 0, 0);
    day.paid("clean", 10_000).line("clean", 10_000);
  }

  @AfterEach
  void everyProofHolds() {
    assertThat(new Prover(clickHouse).ofReconciliation(null)).allMatch(Proof::holds);
  }

  @ParameterizedTest
  @CsvSource({"TRANSFER, -100", "CHARGEBACK, -2000", "ADJUSTMENT, 300"})
  void shouldLeaveOpenWhatMovedMoneyThatTheLedgerDoesNotKnow(String kind, long amount) {
    day.otherLine(kind, "b1", amount, 0);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_LEDGER", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(-amount);
    assertThat(breaks("kind")).containsExactly(kind);
    List<String> ids = breaks("break_id");
    day.on(NEXT);
    reconcileTo(Map.of("MISSING_IN_LEDGER", 1L));
    assertThat(breaks("break_id")).isEqualTo(ids);
    day.on("2026-11-24").instructed("CORRECTION", ids.get(0), amount);
    day.reconcile();
    assertThat(breaks("status")).containsExactly("ADJUSTED");
  }

  @Test
  void shouldMatchALineWithTheInstructionThatNamesIt() {
    day.instructed("RESERVE", "b1", -100).instructed("RESERVE", "other", -7);
    day.otherLine("TRANSFER", "b1", -100, 0);
    List<ProofRow> proof = reconcileTo(Map.of("MATCHED", 2L));
    assertThat(proof).singleElement().extracting(ProofRow::ledgerRows).isEqualTo(2L);
  }

  @Test
  void shouldMatchALineWhoseIdIsATextWithTheKeyWithoutItsBlanks() {
    day.instructed("RESERVE", "Balancetransfer,batch3", -100);
    day.otherLine("TRANSFER", "Balance transfer, batch 3", -100, 0);
    day.instructed("CHANNEL_FEE", "FeesNovember", -31).otherLine("FEE", "Fees November", 0, 31);
    reconcileTo(Map.of("MATCHED", 3L));
  }

  @Test
  void shouldMatchALineWithAnInstructionOfAnEarlierDay() {
    day.instructed("RESERVE", "b1", -100);
    reconcileTo(Map.of("MATCHED", 1L));
    day.on(NEXT).otherLine("TRANSFER", "b1", -100, 0);
    reconcileTo(Map.of("MATCHED", 1L));
  }

  @Test
  void shouldSettleALineThatIsOpenByAnInstructionOfALaterDay() {
    day.otherLine("TRANSFER", "b1", -100, 0);
    reconcileTo(Map.of("MATCHED", 1L, "MISSING_IN_LEDGER", 1L));
    day.on(NEXT).instructed("RESERVE", "b1", -100);
    reconcileTo(Map.of("LATE", 1L));
  }

  @Test
  void shouldSeeAnInstructionOfAnotherAmount() {
    day.instructed("RESERVE", "b1", -90).otherLine("TRANSFER", "b1", -100, 0);
    reconcileTo(Map.of("MATCHED", 1L, "AMOUNT_MISMATCH", 1L));
    day.on(NEXT);
    reconcileTo(Map.of("AMOUNT_MISMATCH", 1L));
  }

  @ParameterizedTest
  @CsvSource({"TRANSFER", "ADJUSTMENT"})
  void shouldMatchAnInstructionOnceOnly(String kind) {
    day.instructed("RESERVE", "b1", -100).otherLine("TRANSFER", "b1", -100, 0);
    reconcileTo(Map.of("MATCHED", 2L));
    day.on(NEXT).otherLine(kind, "b1", -100, 0);
    reconcileTo(Map.of("MISSING_IN_LEDGER", 1L));
    day.on("2026-11-24");
    reconcileTo(Map.of("MISSING_IN_LEDGER", 1L));
  }

  @Test
  void shouldSeeTheFeeOfALineThatItsInstructionDoesNotTell() {
    day.instructed("RESERVE", "d1", -2000).otherLine("CHARGEBACK", "d1", -2000, 1500);
    reconcileTo(Map.of("MATCHED", 1L, "FEE_MISMATCH", 1L));
    assertThat(day.ofBreaks("sum(amount)")).isEqualTo(1500);
  }

  /** 0.6 % of the payment and of the refund. */
  @ParameterizedTest
  @CsvSource({"60, -24, 5, 0", "61, -24, 4, 1", "60, -23, 4, 1"})
  void shouldJudgeAFeeThatARowOfItsOwnTellsByItsPayment(
      long fee, long givenBack, long matched, long mismatched) {
    day.paid("x", 10_000).line(ACCOUNT, "t-x", "o-x", 10_000, 0);
    day.refunded("x", "x", "c-x", 4_000).refundLine("x", "c-x", "x", 4_000, 0, "SUCCESS");
    day.otherLine("FEE", "t-x", 0, fee).otherLine("FEE", "c-x", 0, givenBack);
    List<ProofRow> proof =
        reconcileTo(
            mismatched == 0
                ? Map.of("MATCHED", matched)
                : Map.of("MATCHED", matched, "FEE_MISMATCH", mismatched));
    assertThat(proof)
        .singleElement()
        .extracting(row -> row.fee().longValue())
        .isEqualTo(60 + fee + givenBack);
    assertThat(day.ofBreaks("sum(abs(amount))")).isEqualTo(mismatched);
  }

  @Test
  void shouldLeaveAFeeOfItsOwnOpenUntilItIsCorrected() {
    day.otherLine("FEE", "invoice", 0, 500).otherLine("FEE", "", 0, 7).otherLine("FEE", "", 0, 7);
    reconcileTo(Map.of("MATCHED", 1L, "FEE_MISMATCH", 3L));
    assertThat(day.ofBreaks("sum(charged_fee - expected_fee)")).isEqualTo(514);
    assertThat(breaks("kind")).containsOnly("FEE");
    List<String> ids = breaks("break_id");
    assertThat(ids).doesNotHaveDuplicates();
    day.on(NEXT);
    reconcileTo(Map.of("FEE_MISMATCH", 3L));
    assertThat(breaks("break_id")).isEqualTo(ids);
    day.on("2026-11-24").instructed("CORRECTION", ids.get(0), -500);
    reconcileTo(Map.of("FEE_MISMATCH", 3L));
    assertThat(breaks("status")).containsExactlyInAnyOrder("ADJUSTED", "PERSISTING", "PERSISTING");
    day.on("2026-11-25");
    reconcileTo(Map.of("FEE_MISMATCH", 2L));
  }

  @ParameterizedTest
  @CsvSource({"500, MATCHED", "499, FEE_MISMATCH"})
  void shouldMatchAFeeOfItsOwnWithTheInstructionThatTookJustIt(long booked, String expected) {
    day.otherLine("FEE", "invoice", 0, 500);
    reconcileTo(Map.of("MATCHED", 1L, "FEE_MISMATCH", 1L));
    day.on(NEXT).instructed("CHANNEL_FEE", "invoice", -booked);
    reconcileTo(Map.of(expected, 1L));
    day.on("2026-11-24").otherLine("FEE", "invoice", 0, 500);
    day.reconcile();
    day.on("2026-11-25");
    reconcileTo(Map.of("FEE_MISMATCH", booked == 500 ? 1L : 2L));
  }

  private List<ProofRow> reconcileTo(Map<String, Long> expected) {
    List<ProofRow> proof = day.reconcile();
    assertThat(proof).allMatch(ProofRow::holds);
    assertThat(day.classes()).isEqualTo(expected);
    return proof;
  }

  /** A column of the last day's breaks, by class and id. */
  private static List<String> breaks(String column) {
    return clickHouse
        .rows(
            "SELECT toString(%s) AS text FROM settlement.reconciliation_break WHERE business_date = (SELECT max(business_date) FROM settlement.reconciliation_break) ORDER BY class, break_id"
                .formatted(column),
            Map.of())
        .stream()
        .map(row -> row.getString("text"))
        .toList();
  }
}
