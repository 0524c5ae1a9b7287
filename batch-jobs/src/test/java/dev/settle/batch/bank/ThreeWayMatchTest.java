package dev.settle.batch.bank;

import static dev.settle.batch.bank.BankSide.BANK;
import static dev.settle.batch.bank.BankSide.CHANNEL;
import static dev.settle.batch.bank.BankSide.LEDGER;
import static dev.settle.batch.bank.BankSide.PAYOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThreeWayMatchTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");

  private final List<BankRow> rows = new ArrayList<>();

  @Test
  void shouldMatchWhatAllThreeTell() {
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1").row(BANK, 100, 1, "words", "p1");
    assertThat(classes(1, 3)).isEqualTo("MATCHED MATCHED MATCHED");
  }

  @Test
  void shouldMatchABankEntryThatCoversSeveralPayouts() {
    row(LEDGER, 100, 0, "p1").row(LEDGER, 50, 0, "p2");
    row(CHANNEL, 100, 0, "p1").row(CHANNEL, 50, 0, "p2");
    row(BANK, 150, 0, "p1", "p2");
    assertThat(classes(0, 3)).isEqualTo("MATCHED MATCHED MATCHED MATCHED MATCHED");
  }

  @Test
  void shouldMatchAPayoutThatCameInParts() {
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1");
    row(BANK, 60, 0, "p1").row(BANK, 40, 1, "p1");
    assertThat(classes(1, 3)).isEqualTo("MATCHED MATCHED MATCHED MATCHED");
  }

  @Test
  void shouldCallItLateWhenItTookLongerThanTheGraceDays() {
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1").row(BANK, 100, 4, "p1");
    assertThat(classes(4, 3)).isEqualTo("LATE LATE LATE");
  }

  @Test
  void shouldWaitInTheGraceDaysAndThenSayWhoIsMissing() {
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1");
    assertThat(classes(2, 3)).isEqualTo("PENDING PENDING");
    assertThat(classes(3, 3)).isEqualTo("MISSING_IN_BANK MISSING_IN_BANK");
    rows.clear();
    row(LEDGER, 100, 0, "p1").row(BANK, 100, 0, "p1");
    assertThat(classes(3, 3)).isEqualTo("MISSING_IN_CHANNEL MISSING_IN_CHANNEL");
    rows.clear();
    row(CHANNEL, 100, 0, "p1").row(BANK, 100, 0, "p1");
    assertThat(classes(3, 3)).isEqualTo("MISSING_IN_LEDGER MISSING_IN_LEDGER");
  }

  @Test
  void shouldNotJoinEntriesOfTheBankByWordsThatAreNoPayout() {
    row(BANK, 100, 0, "rent").row(BANK, 100, 0, "rent");
    assertThat(classes(0, 3)).isEqualTo("PENDING PENDING");
    assertThat(ThreeWayMatch.classify(rows, DAY, 3).stream().map(BankItem::groupId).distinct())
        .hasSize(2);
  }

  @Test
  void shouldSeeAmountsCurrenciesAndDuplicatesAtOnce() {
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 99, 0, "p1");
    assertThat(classes(0, 3)).isEqualTo("AMOUNT_MISMATCH AMOUNT_MISMATCH");
    rows.clear();
    row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1").row(CHANNEL, 100, 0, "p1");
    assertThat(classes(0, 3))
        .isEqualTo("DUPLICATE_IN_CHANNEL DUPLICATE_IN_CHANNEL DUPLICATE_IN_CHANNEL");
    rows.clear();
    row(LEDGER, 100, 0, "p1").row(LEDGER, 100, 0, "p1").row(CHANNEL, 100, 0, "p1");
    assertThat(classes(0, 3))
        .isEqualTo("DUPLICATE_IN_LEDGER DUPLICATE_IN_LEDGER DUPLICATE_IN_LEDGER");
    rows.clear();
    row(LEDGER, 100, 0, "p1");
    rows.add(new BankRow(BANK, "b", DAY, "", "USD", 100, List.of("p1")));
    assertThat(classes(0, 3)).isEqualTo("CURRENCY_MISMATCH CURRENCY_MISMATCH");
  }

  @Test
  void shouldMatchAPayoutOfOursWithTheBankAlone() {
    row(PAYOUT, -100, 0, "PO1", "batch/PB1").row(BANK, -100, 1, "PO1", "PB1", "words");
    assertThat(classes(1, 3)).isEqualTo("MATCHED MATCHED");
    rows.clear();
    row(PAYOUT, -100, 0, "PO1", "batch/PB1");
    assertThat(classes(0, 3)).isEqualTo("PENDING");
    assertThat(classes(3, 3)).isEqualTo("MISSING_IN_BANK");
    row(BANK, -99, 0, "PO1");
    assertThat(classes(0, 3)).isEqualTo("AMOUNT_MISMATCH AMOUNT_MISMATCH");
  }

  @Test
  void shouldMatchABatchThatTheBankBookedAsOne() {
    row(PAYOUT, -100, 0, "PO1", "batch/PB1").row(PAYOUT, -50, 0, "PO2", "batch/PB1");
    row(PAYOUT, -7, 0, "PO3", "batch/PB2").row(BANK, -150, 0, "PB1");
    assertThat(classes(0, 3)).isEqualTo("MATCHED MATCHED MATCHED PENDING");
  }

  @Test
  void shouldNotLetAMissingPayoutSpoilTheOthersOfItsBatch() {
    row(PAYOUT, -100, 0, "PO1", "batch/PB1").row(PAYOUT, -50, 0, "PO2", "batch/PB1");
    row(BANK, -100, 0, "PB1", "PO1");
    assertThat(classes(0, 3)).isEqualTo("MATCHED MATCHED PENDING");
  }

  @Test
  void shouldNotTakeAReturnForThePayout() {
    row(PAYOUT, -100, 0, "PO1", "batch/PB1").row(PAYOUT, 100, 1, "return/PO1");
    row(BANK, -100, 0, "PO1").row(BANK, 100, 1, "return/PO1");
    assertThat(classes(1, 3)).isEqualTo("MATCHED MATCHED MATCHED MATCHED");
    assertThat(
            ThreeWayMatch.classify(rows, DAY.plusDays(1), 3).stream()
                .map(BankItem::groupId)
                .distinct())
        .hasSize(2);
  }

  private ThreeWayMatchTest row(BankSide side, long amount, int after, String... references) {
    rows.add(
        new BankRow(
            side,
            side + " " + rows.size(),
            DAY.plusDays(after),
            side == BANK || side == PAYOUT ? "" : "STRIPE",
            "EUR",
            amount,
            List.of(references)));
    return this;
  }

  private String classes(int after, int graceDays) {
    return ThreeWayMatch.classify(rows, DAY.plusDays(after), graceDays).stream()
        .map(BankItem::breakClass)
        .collect(Collectors.joining(" "));
  }
}
