package dev.settle.batch.settlement;

import static dev.settle.batch.settlement.SettlementLine.Kind.ADJUSTMENT;
import static dev.settle.batch.settlement.SettlementLine.Kind.CARRIED_FORWARD;
import static dev.settle.batch.settlement.SettlementLine.Kind.CLAWBACK;
import static dev.settle.batch.settlement.SettlementLine.Kind.FEE;
import static dev.settle.batch.settlement.SettlementLine.Kind.PAYMENT;
import static dev.settle.batch.settlement.SettlementLine.Kind.RECEIVABLE_DEDUCTED;
import static dev.settle.batch.settlement.SettlementLine.Kind.RECEIVABLE_RAISED;
import static dev.settle.batch.settlement.SettlementLine.Kind.REFUND;
import static dev.settle.batch.settlement.SettlementLine.Kind.RESERVE_RELEASED;
import static dev.settle.batch.settlement.SettlementLine.Kind.RESERVE_WITHHELD;
import static dev.settle.batch.settlement.SettlementLine.Kind.SHARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.money.CurrencyMismatchException;
import dev.settle.schemas.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayeeSettlementTest {
  private static final SettlementTerms PLAIN = new SettlementTerms(0, 0, 0);
  private static final LocalDate DAY = LocalDate.parse("2026-11-25");
  private static final PayeeBalance NEW = PayeeBalance.opening("m-1", Currency.getInstance("CNY"));

  @Test
  void shouldPayWhatCameInLessWhatWentOut() {
    PayeeSettlement settled =
        settle(
            NEW,
            PLAIN,
            line(PAYMENT, "o-1", 100_00),
            line(PAYMENT, "o-2", 50_01),
            line(REFUND, "r-1", -20_00),
            line(FEE, "o-1", -60),
            line(SHARE, "o-1/p-1", -30_00),
            line(CLAWBACK, "r-1/p-1", 6_00),
            line(ADJUSTMENT, "c-1", -10_00));

    assertThat(settled.gross()).isEqualTo(150_01);
    assertThat(settled.total(REFUND)).isEqualTo(-20_00);
    assertThat(settled.total(FEE)).isEqualTo(-60);
    assertThat(settled.total(SHARE)).isEqualTo(-30_00);
    assertThat(settled.total(CLAWBACK)).isEqualTo(6_00);
    assertThat(settled.total(ADJUSTMENT)).isEqualTo(-10_00);
    // 150.01 − 20.00 − 0.60 − 30.00 + 6.00 − 10.00
    assertThat(settled.net()).isEqualTo(95_41);
    assertThat(settled.payout()).isEqualTo(95_41);
    assertThat(settled.after())
        .isEqualTo(new PayeeBalance("m-1", NEW.currency(), DAY, 0, List.of(), List.of()));
  }

  @Test
  void shouldCarryForwardLessThanTheMinimumAndPayItWithTheNext() {
    SettlementTerms terms = new SettlementTerms(0, 0, 100_00);

    PayeeSettlement first = settle(NEW, terms, line(PAYMENT, "o-1", 99_99));
    PayeeSettlement second =
        PayeeSettlement.of(first.after(), window(1), terms, List.of(line(PAYMENT, "o-2", 1)));

    assertThat(first.payout()).isZero();
    assertThat(first.after().carriedForward()).isEqualTo(99_99);
    assertThat(second.lines())
        .containsExactly(line(PAYMENT, "o-2", 1), line(CARRIED_FORWARD, DAY.toString(), 99_99));
    // Exactly the minimum is paid.
    assertThat(second.payout()).isEqualTo(100_00);
    assertThat(second.after().carriedForward()).isZero();
  }

  @Test
  void shouldCarryForwardANetBelowZeroAndTakeItFromTheNext() {
    PayeeSettlement first =
        settle(NEW, PLAIN, line(PAYMENT, "o-1", 10_00), line(REFUND, "r-1", -35_00));
    PayeeSettlement second =
        PayeeSettlement.of(first.after(), window(1), PLAIN, List.of(line(PAYMENT, "o-2", 40_00)));

    assertThat(first.net()).isEqualTo(-25_00);
    assertThat(first.payout()).isZero();
    assertThat(first.after().carriedForward()).isEqualTo(-25_00);
    assertThat(second.total(CARRIED_FORWARD)).isEqualTo(-25_00);
    assertThat(second.payout()).isEqualTo(15_00);
  }

  @Test
  void shouldPayNothingForAnEmptyWindow() {
    PayeeSettlement settled = settle(NEW, PLAIN);

    assertThat(settled.lines()).isEmpty();
    assertThat(settled.payout()).isZero();
    assertThat(settled.after().settledTo()).isEqualTo(DAY);
  }

  @Test
  void shouldHoldBackAPartOfTheGrossRoundedDownAndReleaseItOnItsDate() {
    SettlementTerms terms = new SettlementTerms(1_000, 2, 0);

    PayeeSettlement first =
        settle(NEW, terms, line(PAYMENT, "o-1", 99_99), line(REFUND, "r-1", -50_00));
    PayeeSettlement dayBefore = PayeeSettlement.of(first.after(), window(1), terms, List.of());
    PayeeSettlement onTheDay =
        PayeeSettlement.of(
            dayBefore.after(), window(2), terms, List.of(line(PAYMENT, "o-2", 10_00)));

    // 10 % of 99.99 is 9.999.
    assertThat(first.total(RESERVE_WITHHELD)).isEqualTo(-9_99);
    assertThat(first.payout()).isEqualTo(40_00);
    assertThat(first.after().reserves())
        .containsExactly(new HeldReserve(DAY, DAY.plusDays(2), 9_99));
    assertThat(dayBefore.lines()).isEmpty();
    // No reserve is held back of a reserve that comes back.
    assertThat(onTheDay.lines())
        .containsExactly(
            line(PAYMENT, "o-2", 10_00),
            line(RESERVE_RELEASED, DAY.toString(), 9_99),
            line(RESERVE_WITHHELD, DAY.plusDays(2).toString(), -1_00));
    assertThat(onTheDay.payout()).isEqualTo(18_99);
    assertThat(onTheDay.after().reserveHeld()).isEqualTo(1_00);
  }

  @Test
  void shouldReleaseAReserveInTheFirstWindowAfterItsDateWhenNoneClosesOnIt() {
    SettlementTerms terms = new SettlementTerms(1_000, 2, 0);
    PayeeSettlement first = settle(NEW, terms, line(PAYMENT, "o-1", 100_00));

    PayeeSettlement later = PayeeSettlement.of(first.after(), window(7), terms, List.of());

    assertThat(later.payout()).isEqualTo(10_00);
  }

  @Test
  void shouldHoldBackNoMoreThanThereIs() {
    SettlementTerms terms = new SettlementTerms(1_000, 90, 0);

    PayeeSettlement little =
        settle(NEW, terms, line(PAYMENT, "o-1", 100_00), line(REFUND, "r-1", -96_00));
    PayeeSettlement nothing =
        settle(NEW, terms, line(PAYMENT, "o-1", 100_00), line(REFUND, "r-1", -110_00));

    assertThat(little.total(RESERVE_WITHHELD)).isEqualTo(-4_00);
    assertThat(little.net()).isZero();
    assertThat(nothing.total(RESERVE_WITHHELD)).isZero();
    assertThat(nothing.net()).isEqualTo(-10_00);
  }

  @Test
  void shouldDeductReceivablesFirstTheOldestFirstAndKeepTheRest() {
    SettlementTerms terms = new SettlementTerms(1_000, 90, 0);
    PayeeBalance owing =
        NEW.owing(new Receivable("r-1/m-1", 30_00)).owing(new Receivable("r-2/m-1", 50_00));

    PayeeSettlement first = settle(owing, terms, line(SHARE, "o-1/m-1", 40_00));
    PayeeSettlement second =
        PayeeSettlement.of(first.after(), window(1), terms, List.of(line(PAYMENT, "o-2", 100_00)));

    assertThat(first.lines())
        .containsExactly(
            line(SHARE, "o-1/m-1", 40_00),
            line(RECEIVABLE_DEDUCTED, "r-1/m-1", -30_00),
            line(RECEIVABLE_DEDUCTED, "r-2/m-1", -10_00));
    assertThat(first.payout()).isZero();
    assertThat(first.after().receivables()).containsExactly(new Receivable("r-2/m-1", 40_00));
    assertThat(first.after().carriedForward()).isZero();
    // 100.00 less 40.00 owed, then 10 % of the gross.
    assertThat(second.payout()).isEqualTo(50_00);
    assertThat(second.after().receivables()).isEmpty();
  }

  /** The example of docs/settlement.md. */
  @Test
  void shouldAddAndTakeEverythingInItsOrder() {
    LocalDate earlier = DAY.minusDays(90);
    PayeeBalance before =
        new PayeeBalance(
            "m-1",
            NEW.currency(),
            DAY.minusDays(1),
            -5_00,
            List.of(new HeldReserve(earlier, DAY, 8_00)),
            List.of(new Receivable("r-0/m-1", 20_00)));

    PayeeSettlement settled =
        settle(
            before,
            new SettlementTerms(1_000, 90, 50_00),
            line(PAYMENT, "o-1", 200_00),
            line(REFUND, "r-1", -30_00),
            line(FEE, "o-1", -1_20),
            line(SHARE, "o-1/p-1", -40_00),
            line(CLAWBACK, "r-1/p-1", 6_00));

    assertThat(settled.lines().subList(5, 9))
        .containsExactly(
            line(CARRIED_FORWARD, DAY.minusDays(1).toString(), -5_00),
            line(RESERVE_RELEASED, earlier.toString(), 8_00),
            line(RECEIVABLE_DEDUCTED, "r-0/m-1", -20_00),
            line(RESERVE_WITHHELD, DAY.toString(), -20_00));
    assertThat(settled.payout()).isEqualTo(97_80);
    assertThat(settled.after())
        .isEqualTo(after(0, List.of(new HeldReserve(DAY, DAY.plusDays(90), 20_00)), List.of()));
  }

  @Test
  void shouldDeductBeforeItHoldsBack() {
    PayeeSettlement settled =
        settle(
            NEW.owing(new Receivable("r-1/m-1", 95_00)),
            new SettlementTerms(1_000, 90, 0),
            line(PAYMENT, "o-1", 100_00));

    assertThat(settled.total(RECEIVABLE_DEDUCTED)).isEqualTo(-95_00);
    assertThat(settled.total(RESERVE_WITHHELD)).isEqualTo(-5_00);
    assertThat(settled.payout()).isZero();
  }

  @Test
  void shouldDeductNothingFromABalanceBelowZero() {
    PayeeSettlement settled =
        settle(NEW.owing(new Receivable("r-1/m-1", 5_00)), PLAIN, line(ADJUSTMENT, "c-1", -1_00));

    assertThat(settled.net()).isEqualTo(-1_00);
    assertThat(settled.after().owed()).isEqualTo(5_00);
  }

  @Test
  void shouldMakeAReceivableOfWhatClawbacksTookThatWasNotThereAndDeductItFirst() {
    PayeeSettlement first =
        settle(NEW, PLAIN, line(SHARE, "o-2", 5_00), line(CLAWBACK, "o-1", -12_00));
    PayeeSettlement second =
        PayeeSettlement.of(first.after(), window(1), PLAIN, List.of(line(SHARE, "o-3", 30_00)));

    assertThat(first.lines()).contains(line(RECEIVABLE_RAISED, DAY.toString(), 7_00));
    assertThat(first.net()).isZero();
    assertThat(first.after().receivables()).containsExactly(new Receivable(DAY.toString(), 7_00));
    assertThat(second.total(RECEIVABLE_DEDUCTED)).isEqualTo(-7_00);
    assertThat(second.payout()).isEqualTo(23_00);
    assertThat(second.after().receivables()).isEmpty();
  }

  @Test
  void shouldCarryForwardWhatIsLackingForAnotherReasonThanClawbacks() {
    PayeeSettlement settled =
        settle(NEW, PLAIN, line(CLAWBACK, "o-1", -2_00), line(ADJUSTMENT, "c-1", -5_00));

    assertThat(settled.after().owed()).isEqualTo(2_00);
    assertThat(settled.after().carriedForward()).isEqualTo(-5_00);
  }

  @Test
  void shouldSettleAWindowOnceAndNoneBeforeIt() {
    PayeeBalance after = settle(NEW, PLAIN, line(PAYMENT, "o-1", 1)).after();

    assertThatThrownBy(() -> settle(after, PLAIN, line(PAYMENT, "o-1", 1)))
        .isInstanceOf(BatchException.class)
        .hasMessage("settlement of m-1, CNY, window 2026-11-25: is settled to 2026-11-25");
    assertThatThrownBy(() -> PayeeSettlement.of(after, window(-1), PLAIN, List.of()))
        .isInstanceOf(BatchException.class);
  }

  @Test
  void shouldRefuseLinesThatDoNotBelong() {
    assertThatThrownBy(() -> settle(NEW, PLAIN, line(PAYMENT, "o-1", 1), line(PAYMENT, "o-1", 1)))
        .hasMessageEndingWith("line PAYMENT o-1 stands twice");
    assertThatThrownBy(() -> settle(NEW, PLAIN, line(RESERVE_RELEASED, "2026-11-01", 1)))
        .hasMessageEndingWith("line RESERVE_RELEASED 2026-11-01 is no activity");
    assertThatThrownBy(
            () -> settle(NEW, PLAIN, new SettlementLine(FEE, "o-1", Money.ofMinor(-1, "EUR"))))
        .isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> line(PAYMENT, "o-1", -1)).hasMessageEndingWith("has the wrong sign");
    assertThatThrownBy(() -> line(REFUND, "r-1", 1)).hasMessageEndingWith("has the wrong sign");
    assertThatThrownBy(
            () -> NEW.owing(new Receivable("r-1/m-1", 1)).owing(new Receivable("r-1/m-1", 1)))
        .hasMessage("m-1: receivable r-1/m-1 stands already");
  }

  @Test
  void shouldThrowWhenASumDoesNotFit() {
    assertThatThrownBy(
            () -> settle(NEW, PLAIN, line(PAYMENT, "o-1", Long.MAX_VALUE), line(PAYMENT, "o-2", 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldListEverythingThatIsWrongWithTheTerms() {
    assertThatThrownBy(() -> new SettlementTerms(10_001, 731, -1))
        .isInstanceOf(BatchException.class)
        .hasMessage(
            "settlement terms: reserve of 10001 basis points is not 0 to 10000; reserve of 731 days"
                + " is not 1 to 730 (or 0 without reserve); minimum payout -1 is below zero");
    assertThatThrownBy(() -> new SettlementTerms(1, 0, 0))
        .hasMessageContaining("reserve of 0 days");
  }

  @Test
  void shouldNotExistUnlessItAddsUp() {
    List<SettlementLine> lines =
        List.of(
            line(PAYMENT, "o-1", 100),
            line(RESERVE_WITHHELD, DAY.toString(), -10),
            line(RECEIVABLE_DEDUCTED, "r-1/m-1", -20));
    PayeeBalance before = NEW.owing(new Receivable("r-1/m-1", 20));
    HeldReserve reserve = new HeldReserve(DAY, DAY.plusDays(90), 10);

    PayeeBalance right = after(0, List.of(reserve), List.of());
    PayeeBalance carries = after(1, List.of(reserve), List.of());
    PayeeBalance lacks = after(71, List.of(reserve), List.of());
    PayeeBalance holdsNothing = after(0, List.of(), List.of());
    PayeeBalance stillOwes = after(0, List.of(reserve), List.of(new Receivable("r-1/m-1", 1)));
    PayeeBalance carried =
        new PayeeBalance(
            "m-1", NEW.currency(), DAY.minusDays(1), 5, List.of(), before.receivables());

    assertThat(settled(before, lines, 70, 70, right).payout()).isEqualTo(70);
    assertNotAddingUp("sum of the lines, net: 70, 71", before, lines, 71, 71, right);
    assertNotAddingUp("paid and carried forward, net: 69, 70", before, lines, 70, 69, right);
    assertNotAddingUp("payout, payout not below zero: -1, 0", before, lines, 70, -1, lacks);
    assertNotAddingUp("carried forward beside a payout: 1, 0", before, lines, 70, 69, carries);
    assertNotAddingUp(
        "reserve before less its lines, reserve after: 10, 0", before, lines, 70, 70, holdsNothing);
    assertNotAddingUp(
        "receivables before and their lines, receivables after: 0, 1",
        before,
        lines,
        70,
        70,
        stillOwes);
    assertNotAddingUp(
        "line of what was carried forward, balance before: 0, 5", carried, lines, 70, 70, right);
  }

  private static void assertNotAddingUp(
      String what,
      PayeeBalance before,
      List<SettlementLine> lines,
      long net,
      long payout,
      PayeeBalance after) {
    assertThatThrownBy(() -> settled(before, lines, net, payout, after))
        .isInstanceOf(BatchException.class)
        .hasMessage("settlement of m-1, CNY, window 2026-11-25 does not add up: " + what)
        .extracting(e -> ((BatchException) e).exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  private static PayeeSettlement settled(
      PayeeBalance before, List<SettlementLine> lines, long net, long payout, PayeeBalance after) {
    return new PayeeSettlement(before, window(0), lines, net, payout, after);
  }

  private static PayeeBalance after(
      long carried, List<HeldReserve> reserves, List<Receivable> receivables) {
    return new PayeeBalance("m-1", NEW.currency(), DAY, carried, reserves, receivables);
  }

  private static PayeeSettlement settle(
      PayeeBalance before, SettlementTerms terms, SettlementLine... lines) {
    return PayeeSettlement.of(before, window(0), terms, List.of(lines));
  }

  private static SettlementWindow window(int days) {
    LocalDate day = DAY.plusDays(days);
    Instant to = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    return new SettlementWindow(day, to.minusSeconds(86_400), to, day.plusDays(1));
  }

  private static SettlementLine line(Kind kind, String reference, long minor) {
    return new SettlementLine(kind, reference, Money.ofMinor(minor, "CNY"));
  }
}
