package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.statement.wechat.Bill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a re-run says of the run before it: one day, corrected again and again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RerunDiffIT extends NightHistory {
  private static final String DAY = "2026-11-10";
  private static final int MANY = 25;

  @BeforeAll
  static void writeDay() throws Exception {
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 0, 0, "2026-01-01");
    pipeline.payment("o-same", "t-same", 10_000, "CNY", DAY);
    pipeline.payment("o-absent", "t-absent", 20_000, "CNY", DAY);
    pipeline.payment("o-amount", "t-amount", 30_000, "CNY", DAY);
    write(DAY, faultyBill().text());
  }

  private static Bill faultyBill() {
    return bill()
        .payment("t-amount", "o-amount", 31_000, 186)
        .payment("t-extra", "o-extra", 700, 4);
  }

  private static Bill correctedBill() {
    return bill()
        .payment("t-amount", "o-amount", 30_000, 180)
        .payment("t-absent", "o-absent", 20_000, 120);
  }

  private static Bill bill() {
    return new Bill(Bill.ALL_27, MERCHANT, DAY).payment("t-same", "o-same", 10_000, 60);
  }

  @Test
  @Order(1)
  void shouldSayNothingAtAFirstRun() {
    assertThat(report(false)).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  @Order(2)
  void shouldSayThatNothingChangedWhenTheInputsDidNot() {
    assertThat(report(false)).isEqualTo("Run 2 of WECHAT: as the run before\n");
    assertThat(recorded()).isEmpty();
  }

  @Test
  @Order(3)
  void shouldTellRowByRowWhatAReplacedStatementChanged() throws Exception {
    write(DAY, correctedBill().text());

    assertThat(report(true).lines())
        .startsWith("Run 3 of WECHAT: changed against the run before")
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("LEDGER order:o-absent:paid 0: MISSING_IN_CHANNEL -> MATCHED"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "t-amount: AMOUNT_MISMATCH -> MATCHED, CNY 310.00 -> CNY 300.00, fee CNY 1.86 -> CNY 1.80"))
        .noneSatisfy(line -> assertThat(line).contains("t-same"));
    assertThat(recorded())
        .containsExactly(
            "1 CHANNEL CHANGED t-amount AMOUNT_MISMATCH>MATCHED 31000>30000",
            "1 CHANNEL GONE t-extra MISSING_IN_LEDGER> 700>0",
            "1 CHANNEL NEW t-absent >MATCHED 0>20000",
            "1 LEDGER CHANGED o-absent MISSING_IN_CHANNEL>MATCHED 20000>20000",
            "1 LEDGER CHANGED o-amount AMOUNT_MISMATCH>MATCHED 30000>30000");
  }

  @Test
  @Order(4)
  void shouldTellWhatACorrectedLedgerChangedAndKeepWhatWasToldBefore() throws Exception {
    List<String> before = recorded();
    pipeline.payment("o-found", "t-found", 900, "CNY", DAY);

    assertThat(report(false))
        .contains("LEDGER order:o-found:paid 0: nothing -> MISSING_IN_CHANNEL");
    assertThat(recorded())
        .containsAll(before)
        .contains("2 LEDGER NEW o-found >MISSING_IN_CHANNEL 0>900")
        .hasSize(before.size() + 1);
    assertThat(report(false)).contains("as the run before");
  }

  @Test
  @Order(5)
  void shouldTellOnceWhatARunChangedThatWasCutOffBetweenItsSwaps() throws Exception {
    pipeline.payment("o-cut", "t-cut", 800, "CNY", DAY);
    clickHouse.run("ALTER TABLE settlement.reconciliation_break ADD COLUMN odd UInt8", Map.of());
    assertThat(
            catchThrowableOfType(
                    BatchException.class,
                    () -> NightlyApplication.run(options(), night(), postgres))
                .exitCode())
        .isEqualTo(ExitCode.FAILED);
    assertThat(classes(DAY)).containsEntry("MISSING_IN_CHANNEL", 2L);
    clickHouse.run("ALTER TABLE settlement.reconciliation_break DROP COLUMN odd", Map.of());

    assertThat(report(false)).contains("LEDGER order:o-cut:paid 0: nothing -> MISSING_IN_CHANNEL");
    assertThat(recorded())
        .filteredOn(row -> row.contains("o-cut"))
        .containsExactly("3 LEDGER NEW o-cut >MISSING_IN_CHANNEL 0>800");
  }

  @Test
  @Order(6)
  void shouldShowAFewRowsOfMany() throws Exception {
    Bill bill = correctedBill();
    for (int i = 0; i < MANY; i++) {
      bill.payment("t-many" + i, "o-many" + i, 100 + i, 1);
    }
    write(DAY, bill.text());

    assertThat(report(true))
        .contains("CHANNEL NEW             25  nothing -> MISSING_IN_LEDGER")
        .contains("and 5 more in settlement.reconciliation_rerun_diff");
  }

  private static String report(boolean replace) {
    NightOptions options = options(DAY, null, replace, null);
    Night night = new Night(options, postgres, clickHouse, pipeline, LATER);
    NightRun run = NightlyApplication.run(options, night, postgres);
    return new RerunReport(clickHouse, options, night, run).text();
  }

  private static NightOptions options() {
    return options(DAY, null, false, null);
  }

  private static Night night() {
    return new Night(options(), postgres, clickHouse, pipeline, LATER);
  }

  private static List<String> recorded() {
    return rows(
            "SELECT * FROM settlement.reconciliation_rerun_diff FINAL ORDER BY run, side, row_key")
        .stream()
        .map(
            row ->
                "%d %s %s %s %s>%s %d>%d"
                    .formatted(
                        row.getLong("run"),
                        row.getString("side"),
                        row.getString("change"),
                        row.getString("side").equals("LEDGER")
                            ? row.getString("order_id")
                            : row.getString("order_id").replace("o-", "t-"),
                        row.getString("class_before"),
                        row.getString("class_after"),
                        row.getLong("amount_before"),
                        row.getLong("amount_after")))
        .sorted()
        .toList();
  }
}
