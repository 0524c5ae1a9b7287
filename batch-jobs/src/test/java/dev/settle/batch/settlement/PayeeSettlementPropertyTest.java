package dev.settle.batch.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.money.Money;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Random merchants over random windows: nothing is lost, made or paid twice, to the minor unit. */
class PayeeSettlementPropertyTest {
  private static final SettlementCycle CYCLE =
      new SettlementCycle(
          BankingCalendar.mainlandChina(), 1, LocalTime.of(17, 0), ZoneId.of("Asia/Shanghai"));
  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");

  /** What happens between two settlements; a negative debt is none. */
  record Step(int daysLater, List<SettlementLine> lines, long debt) {}

  @Property(tries = 2000)
  void shouldAccountForEveryMinorUnit(
      @ForAll("terms") SettlementTerms terms, @ForAll("steps") List<Step> steps) {
    BigInteger activity = BigInteger.ZERO;
    BigInteger paid = BigInteger.ZERO;
    BigInteger owedInAll = BigInteger.ZERO;
    LocalDate date = FIRST;
    PayeeBalance balance = PayeeBalance.opening("m-1", Currency.getInstance("CNY"));
    for (Step step : steps) {
      if (step.debt() > 0) {
        balance = balance.owing(new Receivable("debt before " + date, step.debt()));
        owedInAll = owedInAll.add(BigInteger.valueOf(step.debt()));
      }
      SettlementWindow window = CYCLE.windowOf(CYCLE.calendar().onOrAfter(date));
      PayeeSettlement settled = PayeeSettlement.of(balance, window, terms, step.lines());
      assertEachRule(settled, terms);
      activity = activity.add(sum(step.lines()));
      paid = paid.add(BigInteger.valueOf(settled.payout()));
      balance = settled.after();
      date = window.day().plusDays(step.daysLater());
    }

    BigInteger held = sum(balance.reserves().stream().map(HeldReserve::amount));
    BigInteger stillOwed = sum(balance.receivables().stream().map(Receivable::amount));
    // Counted from outside, without the settlement's own sums.
    assertThat(activity)
        .isEqualTo(
            paid.add(BigInteger.valueOf(balance.carriedForward()))
                .add(held)
                .add(owedInAll.subtract(stillOwed)));
    Statistics.label("carried forward at the end").collect(Long.signum(balance.carriedForward()));
    Statistics.label("reserve held, debts open").collect(held.signum(), stillOwed.signum());
  }

  private static void assertEachRule(PayeeSettlement settled, SettlementTerms terms) {
    PayeeBalance after = settled.after();
    assertThat(sum(settled.lines())).isEqualTo(BigInteger.valueOf(settled.net()));
    boolean pays = settled.net() > 0 && settled.net() >= terms.minimumPayout();
    assertThat(settled.payout()).isEqualTo(pays ? settled.net() : 0);
    assertThat(after.carriedForward()).isEqualTo(pays ? 0 : settled.net());
    assertThat(after.reserves())
        .allMatch(reserve -> reserve.releaseOn().isAfter(settled.window().day()));
    // While a debt stands nothing is paid, held back or kept.
    if (!after.receivables().isEmpty()) {
      assertThat(settled.net()).isNotPositive();
      assertThat(settled.total(Kind.RESERVE_WITHHELD)).isZero();
    }
    BigInteger most =
        BigInteger.valueOf(settled.gross())
            .multiply(BigInteger.valueOf(terms.reserveBasisPoints()))
            .divide(BigInteger.valueOf(10_000));
    BigInteger withheld = BigInteger.valueOf(-settled.total(Kind.RESERVE_WITHHELD));
    assertThat(withheld).isLessThanOrEqualTo(most);
    if (settled.net() > 0) {
      assertThat(withheld).isEqualTo(most);
    }
  }

  private static BigInteger sum(List<SettlementLine> lines) {
    return sum(lines.stream().map(line -> line.amount().minor()));
  }

  private static BigInteger sum(Stream<Long> amounts) {
    return amounts.map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Provide
  Arbitrary<SettlementTerms> terms() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 10_000),
            Arbitraries.integers().between(1, 60),
            Arbitraries.longs().between(0, 1_000_00))
        .as(SettlementTerms::new);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<List<SettlementLine>> lines =
        Combinators.combine(
                Arbitraries.of(Stream.of(Kind.values()).filter(Kind::isActivity).toList()),
                Arbitraries.longs().between(-1_000_000_000_00L, 1_000_000_000_00L))
            .as(PayeeSettlementPropertyTest::line)
            .list()
            .ofMaxSize(12)
            .map(PayeeSettlementPropertyTest::numbered);
    return Combinators.combine(
            Arbitraries.integers().between(1, 10),
            lines,
            Arbitraries.longs().between(-1_000_000_00L, 1_000_000_00L))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  private static SettlementLine line(Kind kind, long any) {
    long minor =
        switch (kind) {
          case PAYMENT, PAYOUT_RETURNED -> Math.abs(any);
          case REFUND -> -Math.abs(any);
          default -> any;
        };
    return new SettlementLine(kind, "", Money.ofMinor(minor, "CNY"));
  }

  private static List<SettlementLine> numbered(List<SettlementLine> lines) {
    List<SettlementLine> numbered = new ArrayList<>();
    for (SettlementLine line : lines) {
      numbered.add(new SettlementLine(line.kind(), "ref-" + numbered.size(), line.amount()));
    }
    return numbered;
  }
}
