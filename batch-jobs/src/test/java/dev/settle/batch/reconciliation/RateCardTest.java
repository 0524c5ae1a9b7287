package dev.settle.batch.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateCardTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final LocalDate SECOND = LocalDate.parse("2026-02-01");

  @Test
  void shouldLetTheRowThatBeganLastCountAndGapsHaveNone() {
    FeeRate old = row("PAYMENT", FIRST, SECOND.plusDays(9), true);
    FeeRate young = row("PAYMENT", SECOND, SECOND.plusDays(1), true);

    assertThat(RateCard.periods(List.of(old, young)))
        .filteredOn(period -> period.kind().equals("PAYMENT"))
        .containsExactly(
            new RateCard.Period("a", "PAYMENT", FIRST, 1, old),
            new RateCard.Period("a", "PAYMENT", SECOND, 1, young),
            new RateCard.Period("a", "PAYMENT", SECOND.plusDays(2), 1, old),
            new RateCard.Period("a", "PAYMENT", SECOND.plusDays(10), 1, null));
  }

  @Test
  void shouldGiveTheFeeBackByThePaymentsRowUnlessTheRefundHasItsOwn() {
    FeeRate gives = row("PAYMENT", FIRST, null, true);
    FeeRate keeps = row("PAYMENT", SECOND, null, false);
    FeeRate own = row("REFUND", SECOND.plusDays(9), null, false);

    assertThat(RateCard.periods(List.of(gives, keeps, own)))
        .filteredOn(period -> period.kind().equals("REFUND"))
        .containsExactly(
            new RateCard.Period("a", "REFUND", FIRST, -1, gives),
            new RateCard.Period("a", "REFUND", SECOND, 0, keeps),
            new RateCard.Period("a", "REFUND", SECOND.plusDays(9), 1, own));
  }

  private static FeeRate row(String kind, LocalDate from, @Nullable LocalDate to, boolean back) {
    return new FeeRate("a", kind, from, to, 6_000, 0, 0, null, back, "HALF_UP");
  }
}
