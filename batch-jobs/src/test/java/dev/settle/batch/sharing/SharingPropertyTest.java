package dev.settle.batch.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.PaymentLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every rule set without errors, every order and every sequence of refunds. */
class SharingPropertyTest {
  private static final int TRIES = 2_000;
  private static final String MERCHANT = "m-1";

  /**
   * A case.
   *
   * @param rules without errors
   * @param order not refunded yet
   * @param refunds positive, together the whole amount
   * @param seed for shuffles
   */
  record Case(RuleSet rules, SharedOrder order, List<Long> refunds, long seed) {}

  @Property(tries = TRIES)
  void shouldDrawRuleSetsWithoutErrors(@ForAll("cases") Case drawn) {
    assertThat(RuleCheck.errors(Samples.book(drawn.rules()))).isEmpty();
    assertThat(Samples.book(drawn.rules()).choose(drawn.order())).contains(drawn.rules());
  }

  /** Otherwise the properties could hold because nothing happens. */
  @Property(tries = TRIES)
  void shouldDrawEveryKindOfCaseOften(@ForAll("cases") Case drawn) {
    Allocation state = Allocator.allocate(drawn.rules(), drawn.order());
    boolean lowered = state.claims().compareTo(Tariff.exact(state.limit())) > 0;
    often("claims above the limit", state.base() > 0 && lowered);
    often("claims within the limit", state.base() > 0 && !lowered);
    often("base below zero", state.base() < 0);
    often("a missing unit", state.parts().stream().anyMatch(Part::extraUnit));
    often(
        "a remainder that gets something",
        state.parts().stream()
            .anyMatch(part -> part.receiver().takesRemainder() && part.amount() > 0));
    often(
        "a minimum that binds",
        state.parts().stream().anyMatch(part -> part.claim().compareTo(part.computed()) > 0));
    often(
        "a maximum that binds",
        state.parts().stream().anyMatch(part -> part.claim().compareTo(part.computed()) < 0));
    often("several refunds", drawn.refunds().size() > 2);
  }

  private static void often(String what, boolean happened) {
    Statistics.label(what)
        .collect(happened)
        .coverage(coverage -> coverage.check(true).count(count -> count >= TRIES / 20));
  }

  @Property(tries = TRIES)
  void shouldSumToTheBaseWithNoNegativePartAndWithinCapAndMaximum(@ForAll("cases") Case drawn) {
    for (Allocation state : states(drawn, drawn.refunds())) {
      BigInteger sum = BigInteger.valueOf(state.merchantKeeps());
      BigInteger shared = BigInteger.ZERO;
      for (Part part : state.parts()) {
        assertThat(part.amount()).isNotNegative();
        if (part.receiver().maximum() != null) {
          assertThat(part.amount()).isLessThanOrEqualTo(part.receiver().maximum());
        }
        shared = shared.add(BigInteger.valueOf(part.amount()));
      }
      assertThat(sum.add(shared)).isEqualTo(BigInteger.valueOf(state.base()));
      BigInteger cap = BigInteger.valueOf(drawn.rules().capOn(drawn.order().channel()));
      assertThat(shared.multiply(BigInteger.valueOf(10_000)))
          .isLessThanOrEqualTo(cap.multiply(BigInteger.valueOf(Math.max(0, state.base()))));
      assertThat(state.merchantKeeps()).isGreaterThanOrEqualTo(Math.min(0, state.base()));
    }
  }

  @Property(tries = TRIES)
  void shouldAgreeWithTheOracleInDecimals(@ForAll("cases") Case drawn) {
    for (Allocation state : states(drawn, drawn.refunds())) {
      List<BigDecimal> parts = new ArrayList<>();
      state.parts().forEach(part -> parts.add(BigDecimal.valueOf(part.amount())));
      parts.add(BigDecimal.valueOf(state.merchantKeeps()));
      assertThat(parts)
          .usingElementComparator(BigDecimal::compareTo)
          .isEqualTo(DecimalOracle.parts(drawn.rules(), state.order()));
    }
  }

  @Property(tries = TRIES)
  void shouldKeepMinimumsAsLongAsTheClaimsFit(@ForAll("cases") Case drawn) {
    Allocation state = Allocator.allocate(drawn.rules(), drawn.order());
    boolean fit = state.base() > 0 && state.claims().compareTo(Tariff.exact(state.limit())) <= 0;
    for (Part part : state.parts()) {
      Long minimum = part.receiver().minimum();
      if (fit && minimum != null) {
        assertThat(part.amount()).isGreaterThanOrEqualTo(minimum);
      }
      if (fit && !part.receiver().takesRemainder()) {
        assertThat(Tariff.exact(part.amount()).subtract(part.claim()).abs())
            .isLessThan(Tariff.SCALE);
      }
    }
  }

  @Property(tries = TRIES)
  void shouldClawBackEverythingOnAFullRefund(@ForAll("cases") Case drawn) {
    List<Allocation> states = states(drawn, drawn.refunds());
    Allocation first = states.get(0);
    Allocation last = states.get(states.size() - 1);
    Clawback all = total(states);

    assertThat(Samples.amounts(last)).allMatch(amount -> amount == 0);
    assertThat(all.fromReceivers()).isEqualTo(Samples.amounts(first));
    assertThat(last.merchantKeeps())
        .isEqualTo(drawn.rules().base() == Base.NET ? -drawn.order().fee() : 0);
    assertThat(last.merchantKeeps()).isEqualTo(first.merchantKeeps() - all.fromMerchant());
  }

  @Property(tries = TRIES)
  void shouldTakeExactlyEachRefundFromReceiversAndMerchant(@ForAll("cases") Case drawn) {
    List<Allocation> states = states(drawn, drawn.refunds());
    for (int i = 0; i < drawn.refunds().size(); i++) {
      Clawback one = Clawback.between(states.get(i), states.get(i + 1));
      BigInteger sum =
          one.fromReceivers().stream()
              .map(BigInteger::valueOf)
              .reduce(BigInteger.valueOf(one.fromMerchant()), BigInteger::add);
      assertThat(sum).isEqualTo(BigInteger.valueOf(drawn.refunds().get(i)));
    }
  }

  @Property(tries = TRIES)
  void shouldNotDependOnTheOrderOfRefunds(@ForAll("cases") Case drawn) {
    // Some of the refunds only: after all of them every order ends in zero.
    List<Long> some = drawn.refunds().subList(0, (drawn.refunds().size() + 1) / 2);
    List<Long> shuffled = new ArrayList<>(some);
    Collections.shuffle(shuffled, new Random(drawn.seed()));
    List<Allocation> inOrder = states(drawn, some);
    List<Allocation> inOther = states(drawn, shuffled);

    assertThat(total(inOther)).isEqualTo(total(inOrder));
    assertThat(inOther.get(some.size())).isEqualTo(inOrder.get(some.size()));
  }

  /** Rounding only: never more than a unit for each receiver and one. */
  @Property(tries = 10 * TRIES)
  void shouldNotRaiseAPartByARefundButForRounding(@ForAll("cases") Case drawn) {
    List<Allocation> states = states(drawn, drawn.refunds());
    for (int i = 1; i < states.size(); i++) {
      assertThat(Clawback.between(states.get(i - 1), states.get(i)).fromReceivers())
          .allMatch(taken -> taken >= -(drawn.rules().receivers().size() + 1));
    }
  }

  @Property(tries = TRIES)
  void shouldExplainEveryPart(@ForAll("cases") Case drawn) {
    for (Allocation state : states(drawn, drawn.refunds())) {
      assertThat(Explanation.of(state)).hasSizeGreaterThanOrEqualTo(state.parts().size() + 3);
    }
  }

  /** The allocations before the first refund and after each. */
  private static List<Allocation> states(Case of, List<Long> refunds) {
    List<Allocation> states = new ArrayList<>();
    states.add(Allocator.allocate(of.rules(), of.order()));
    long sum = 0;
    for (long refund : refunds) {
      sum += refund;
      states.add(Allocator.allocate(of.rules(), of.order().withRefunded(sum)));
    }
    return states;
  }

  /** The sum of the clawbacks between neighbours. */
  private static Clawback total(List<Allocation> states) {
    long[] receivers = new long[states.get(0).parts().size()];
    long merchant = 0;
    for (int i = 1; i < states.size(); i++) {
      Clawback one = Clawback.between(states.get(i - 1), states.get(i));
      for (int r = 0; r < receivers.length; r++) {
        receivers[r] += one.fromReceivers().get(r);
      }
      merchant += one.fromMerchant();
    }
    return new Clawback(Arrays.stream(receivers).boxed().toList(), merchant);
  }

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.of("JPY", "CNY", "KWD"),
            Arbitraries.of(Channel.values()),
            amounts(),
            Arbitraries.longs())
        .as(SharingPropertyTest::draw);
  }

  /** Small ones often: there rounding shows. */
  private static Arbitrary<Long> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 30),
        Arbitraries.longs().between(0, 100_000),
        Arbitraries.longs().between(0, PaymentLimits.AMOUNT_MINOR_MAX));
  }

  private static Case draw(String currency, Channel channel, long amount, long seed) {
    Random random = new Random(seed);
    Base base = random.nextBoolean() ? Base.GROSS : Base.NET;
    boolean channelNamed = random.nextBoolean();
    Scope scope =
        new Scope(
            random.nextBoolean() ? MERCHANT : null,
            random.nextBoolean() ? OrderKind.PURCHASE : null,
            channelNamed ? channel : null,
            currency);
    Integer cap = random.nextInt(3) == 0 ? null : 1 + random.nextInt(10_000);
    boolean agreed = cap != null && cap > ChannelLimits.capBasisPoints(scope.channel());
    RuleSet bare =
        new RuleSet(
            "drawn",
            1 + random.nextInt(9),
            scope,
            Samples.DAY.minusDays(random.nextInt(400)),
            random.nextBoolean() ? null : Samples.DAY.plusDays(random.nextInt(400)),
            random.nextInt(5) - 2,
            base,
            cap,
            agreed ? "contract 12" : null,
            50,
            List.of());
    RuleSet rules =
        DrawnRules.withReceivers(bare, DrawnRules.receivers(random, bare.lowestCap(), amount));
    long fee =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> amount + random.nextInt(3);
          default -> DrawnRules.upTo(random, amount / 50);
        };
    SharedOrder order =
        new SharedOrder(
            MERCHANT,
            OrderKind.PURCHASE,
            channel,
            currency,
            Samples.DAY,
            amount,
            0,
            fee,
            random.nextBoolean() ? 0 : DrawnRules.upTo(random, 3 * amount));
    return new Case(rules, order, refunds(random, amount), seed);
  }

  private static List<Long> refunds(Random random, long amount) {
    List<Long> refunds = new ArrayList<>();
    long left = amount;
    while (left > 0 && refunds.size() < 7) {
      long refund = random.nextInt(3) == 0 ? 1 : 1 + DrawnRules.upTo(random, left - 1);
      refunds.add(refund);
      left -= refund;
    }
    if (left > 0) {
      refunds.add(left);
    }
    return refunds;
  }
}
