package dev.settle.batch.sharing;

import static dev.settle.batch.sharing.Samples.amounts;
import static dev.settle.batch.sharing.Samples.fixed;
import static dev.settle.batch.sharing.Samples.order;
import static dev.settle.batch.sharing.Samples.percent;
import static dev.settle.batch.sharing.Samples.remainder;
import static dev.settle.batch.sharing.Samples.rules;
import static dev.settle.batch.sharing.Samples.tiered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every number here was worked out by hand. */
class AllocatorTest {
  @Test
  void shouldGiveFixedAmountsAndLeaveTheRestToTheMerchant() {
    Allocation shared =
        Allocator.allocate(rules(fixed("partner:a", 500), fixed("partner:b", 25)), order(10_000));

    assertThat(amounts(shared)).containsExactly(500L, 25L);
    assertThat(shared.merchantKeeps()).isEqualTo(9_475);
  }

  /** 10 % and 2.5 % of 99.95: 9.995 and 2.49875, together 12.49375; the larger rest is b's. */
  @Test
  void shouldHandOutMissingUnitsByTheLargestRemainder() {
    Allocation shared =
        Allocator.allocate(
            rules(percent("partner:a", 1_000), percent("partner:b", 250)), order(9_995));

    assertThat(amounts(shared)).containsExactly(999L, 250L);
    assertThat(shared.parts()).extracting(Part::extraUnit).containsExactly(false, true);
    assertThat(shared.merchantKeeps()).isEqualTo(8_746);
  }

  /** A quarter each of 10: 2.5 four times; two units are missing. */
  @Test
  void shouldBreakTiesInTheReceiversOrder() {
    Allocation shared =
        Allocator.allocate(
            rules(
                percent("partner:d", 2_500),
                percent("partner:c", 2_500),
                percent("partner:b", 2_500),
                percent("partner:a", 2_500)),
            order(10));

    assertThat(amounts(shared)).containsExactly(3L, 3L, 2L, 2L);
    assertThat(shared.merchantKeeps()).isZero();
  }

  /** 1 % up to 100.00, 0.5 % up to 500.00, 0.1 % above: 1.00 + 2.00 + 0.50 of 1,000.00. */
  @Test
  void shouldRateEachSliceOfTheOrderByItsTier() {
    RuleSet rules =
        rules(
            tiered(
                "partner:a",
                TierAxis.ORDER,
                new Tier(10_000L, 100),
                new Tier(50_000L, 50),
                new Tier(null, 10)));

    assertThat(amounts(Allocator.allocate(rules, order(10_000)))).containsExactly(100L);
    assertThat(amounts(Allocator.allocate(rules, order(10_200)))).containsExactly(101L);
    assertThat(amounts(Allocator.allocate(rules, order(100_000)))).containsExactly(350L);
  }

  /** 80.00 before: 20.00 of this order at 10 %, 30.00 at 5 %. */
  @Test
  void shouldGoOnInTheTiersFromTheMonthsVolume() {
    RuleSet rules =
        rules(
            tiered(
                "partner:a", TierAxis.MONTH_VOLUME, new Tier(10_000L, 1_000), new Tier(null, 500)));

    assertThat(amounts(Allocator.allocate(rules, order(5_000, 0, 8_000)))).containsExactly(350L);
    assertThat(amounts(Allocator.allocate(rules, order(5_000, 0, 0)))).containsExactly(500L);
    assertThat(amounts(Allocator.allocate(rules, order(5_000, 0, 10_000)))).containsExactly(250L);
  }

  /** A third, roughly, of 1.00 is 33.33 twice: both rounded down, the remainder has the rest. */
  @Test
  void shouldGiveWhatIsLeftToTheRemainder() {
    Allocation shared =
        Allocator.allocate(
            rules(percent("partner:a", 3_333), remainder("partner:b"), percent("partner:c", 3_333)),
            order(100));

    assertThat(amounts(shared)).containsExactly(33L, 34L, 33L);
    assertThat(shared.merchantKeeps()).isZero();
  }

  @Test
  void shouldLeaveToTheMerchantWhatIsAboveTheRemaindersMaximum() {
    Allocation shared =
        Allocator.allocate(rules(fixed("partner:a", 10), remainder("partner:b", 50L)), order(100));

    assertThat(amounts(shared)).containsExactly(10L, 50L);
    assertThat(shared.merchantKeeps()).isEqualTo(40);
  }

  @Test
  void shouldRaiseToTheMinimumAndLowerToTheMaximum() {
    Allocation shared =
        Allocator.allocate(
            rules(percent("partner:a", 100, 50L, null), percent("partner:b", 1_000, null, 80L)),
            order(1_000));

    assertThat(amounts(shared)).containsExactly(50L, 80L);
  }

  /** 3.00 and 1.00 are claimed of 2.00: three quarters and a quarter. */
  @Test
  void shouldLowerClaimsInProportionWhenFixedAmountsExceedTheBase() {
    Allocation shared =
        Allocator.allocate(rules(fixed("partner:a", 300), fixed("partner:b", 100)), order(200));

    assertThat(amounts(shared)).containsExactly(150L, 50L);
    assertThat(shared.merchantKeeps()).isZero();
  }

  /** Minimum 1.00 and 10 % of 0.50: 100 and 5 of 105 claimed; 47.6 and 2.4, the unit goes to a. */
  @Test
  void shouldLowerMinimumsLikeOtherClaims() {
    Allocation shared =
        Allocator.allocate(
            rules(percent("partner:a", 100, 100L, null), percent("partner:b", 1_000)), order(50));

    assertThat(amounts(shared)).containsExactly(48L, 2L);
  }

  /** 30 % of 9.99 is 2.997, so 2.99: FIXED 2.00 and 20 % (1.998) are 3.998 together. */
  @Test
  void shouldHoldTheCapAndLeaveTheRestToTheMerchant() {
    Allocation shared =
        Allocator.allocate(
            rules(Base.GROSS, 3_000, List.of(fixed("partner:a", 200), percent("partner:b", 2_000))),
            order(999));

    assertThat(shared.limit()).isEqualTo(299);
    // 200 × 299 / 399.8 = 149.57…; 199.8 × 299 / 399.8 = 149.42…
    assertThat(amounts(shared)).containsExactly(150L, 149L);
    assertThat(shared.merchantKeeps()).isEqualTo(700);
  }

  /** Three times 10 % of 9 are 0.9 each and 2.7 together: a third unit would break the 30 %. */
  @Test
  void shouldNotRoundAboveTheCap() {
    Allocation shared =
        Allocator.allocate(
            rules(
                Base.GROSS,
                3_000,
                List.of(
                    percent("partner:a", 1_000),
                    percent("partner:b", 1_000),
                    percent("partner:c", 1_000))),
            order(9));

    assertThat(amounts(shared)).containsExactly(1L, 1L, 0L);
  }

  @Test
  void shouldLetTheRemainderTakeNoMoreThanTheCap() {
    Allocation shared =
        Allocator.allocate(
            rules(Base.GROSS, 3_000, List.of(fixed("partner:a", 5), remainder("partner:b"))),
            order(100));

    assertThat(amounts(shared)).containsExactly(5L, 25L);
    assertThat(shared.merchantKeeps()).isEqualTo(70);
  }

  @Test
  void shouldHoldWhatWechatAllowsUnlessAgreed() {
    SharedOrder order =
        new SharedOrder("m-1", OrderKind.TIP, Channel.WECHAT, "CNY", Samples.DAY, 1_000, 0, 0, 0);
    RuleSet silent = rules(percent("partner:a", 5_000));
    RuleSet agreed =
        new RuleSet(
            "r",
            1,
            Samples.ANY,
            silent.effectiveFrom(),
            null,
            0,
            Base.GROSS,
            6_000,
            "contract 12",
            50,
            silent.receivers());

    assertThat(amounts(Allocator.allocate(silent, order))).containsExactly(300L);
    assertThat(amounts(Allocator.allocate(agreed, order))).containsExactly(500L);
  }

  @Test
  void shouldTakeFeeAndRefundsOffTheNetBase() {
    RuleSet rules = rules(Base.NET, null, List.of(percent("partner:a", 1_000)));
    Allocation shared = Allocator.allocate(rules, order(10_000, 60).withRefunded(4_000));

    assertThat(shared.base()).isEqualTo(5_940);
    assertThat(amounts(shared)).containsExactly(594L);
    assertThat(shared.merchantKeeps()).isEqualTo(5_346);
  }

  @Test
  void shouldLeaveNegativeAndZeroBasesToTheMerchant() {
    RuleSet rules =
        rules(
            Base.NET,
            null,
            List.of(
                fixed("partner:a", 5), percent("partner:b", 1, 7L, null), remainder("partner:c")));

    Allocation negative = Allocator.allocate(rules, order(10, 14));
    Allocation zero = Allocator.allocate(rules, order(10, 10));

    assertThat(amounts(negative)).containsExactly(0L, 0L, 0L);
    assertThat(negative.merchantKeeps()).isEqualTo(-4);
    assertThat(amounts(zero)).containsExactly(0L, 0L, 0L);
    assertThat(zero.merchantKeeps()).isZero();
  }

  @Test
  void shouldStayExactAtTheLargestAmounts() {
    Allocation shared =
        Allocator.allocate(
            rules(percent("partner:a", 3_333), percent("partner:b", 6_667)), order(Long.MAX_VALUE));

    assertThat(shared.merchantKeeps()).isZero();
    // 9223372036854775807 × 0.3333 = 3074149899883696776.4731
    assertThat(amounts(shared))
        .containsExactly(3_074_149_899_883_696_776L, 6_149_222_136_971_079_031L);
  }

  @Test
  void shouldRefuseTwoRemainders() {
    assertThatThrownBy(
            () ->
                Allocator.allocate(rules(remainder("partner:a"), remainder("partner:b")), order(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("remainder");
  }
}
