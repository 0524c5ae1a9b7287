package dev.settle.batch.sharing;

import static dev.settle.batch.sharing.Samples.fixed;
import static dev.settle.batch.sharing.Samples.order;
import static dev.settle.batch.sharing.Samples.percent;
import static dev.settle.batch.sharing.Samples.remainder;
import static dev.settle.batch.sharing.Samples.rules;
import static dev.settle.batch.sharing.Samples.tiered;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void shouldSayHowEachPartCameAbout() {
    RuleSet rules =
        rules(
            Base.NET,
            9_000,
            List.of(
                fixed("partner:a", 500),
                percent("partner:b", 100, 150L, null),
                percent("partner:c", 1_000, null, 900L),
                tiered(
                    "partner:d", TierAxis.MONTH_VOLUME, new Tier(1_000L, 100), new Tier(null, 50)),
                remainder("partner:e", 4_000L)));

    assertThat(Explanation.of(Allocator.allocate(rules, order(10_000, 61, 500))))
        .containsExactly(
            "base CNY 99.39 NET: amount CNY 100.00 - refunds CNY 0.00 - fee CNY 0.61",
            "limit CNY 89.45: 90.00 % of the base, rounded down",
            "partner:a CNY 5.00: FIXED is CNY 5.00",
            "partner:b CNY 1.50: PERCENT 1.00 % is CNY 0.9939, raised to its minimum CNY 1.50",
            "partner:c CNY 9.00: PERCENT 10.00 % is CNY 9.939, lowered to its maximum CNY 9.00",
            "partner:d CNY 0.52: TIERED by the month's volume, from CNY 5.00 is CNY 0.52195, rounded down",
            "partner:e CNY 40.00: REMAINDER, what the others leave of the limit, at most its maximum",
            "merchant keeps CNY 43.37: what is not shared");
  }

  @Test
  void shouldSayWhoGotAUnitMoreAndThatClaimsWereLowered() {
    RuleSet rules =
        rules(Base.GROSS, 3_000, List.of(fixed("partner:a", 200), percent("partner:b", 2_000)));

    assertThat(Explanation.of(Allocator.allocate(rules, order(999))))
        .containsExactly(
            "base CNY 9.99 GROSS: amount CNY 9.99 - refunds CNY 0.00",
            "limit CNY 2.99: 30.00 % of the base, rounded down",
            "the claims of CNY 3.998 are above the limit: each is lowered in proportion",
            "partner:a CNY 1.50: FIXED is CNY 2.00, lowered with all claims, rounded down, with one minor unit more as one of the largest remainders",
            "partner:b CNY 1.49: PERCENT 20.00 % is CNY 1.998, lowered with all claims, rounded down",
            "merchant keeps CNY 7.00: what is not shared");
  }

  @Test
  void shouldSayThatThereWasNothingToShare() {
    assertThat(
            Explanation.of(
                Allocator.allocate(
                    rules(Base.NET, null, List.of(fixed("partner:a", 5))), order(10, 12))))
        .contains(
            "limit CNY 0.00: 100.00 % of the base, rounded down; nothing to share, the merchant bears the base",
            "partner:a CNY 0.00: FIXED of nothing", "merchant keeps CNY -0.02: what is not shared");
  }
}
