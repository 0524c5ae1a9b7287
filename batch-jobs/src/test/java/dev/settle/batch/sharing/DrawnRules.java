package dev.settle.batch.sharing;

import dev.settle.schemas.payment.PaymentLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Rule sets without errors, drawn at random. */
public final class DrawnRules {
  private DrawnRules() {}

  /**
   * A rule set like another, with receivers that fit below its caps.
   *
   * @param bare its receivers do not matter
   * @param amount around which its amounts lie, minor units
   */
  public static RuleSet withReceivers(Random random, RuleSet bare, long amount) {
    return withReceivers(bare, receivers(random, bare.lowestCap(), amount));
  }

  static RuleSet withReceivers(RuleSet bare, List<Receiver> receivers) {
    return new RuleSet(
        bare.id(),
        bare.version(),
        bare.scope(),
        bare.effectiveFrom(),
        bare.effectiveTo(),
        bare.priority(),
        bare.base(),
        bare.capBasisPoints(),
        bare.capAgreement(),
        bare.receiversMax(),
        receivers);
  }

  /** Rates never sum to more than the cap; amounts may be anything around the order's. */
  static List<Receiver> receivers(Random random, int cap, long amount) {
    int count = random.nextInt(10) == 0 ? 50 : 1 + random.nextInt(7);
    int remainder = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
    int left = cap;
    // Equal rates make ties.
    int equal = random.nextBoolean() ? cap / count : 0;
    List<Receiver> receivers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String account = "partner:p" + i;
      Long maximum = random.nextInt(4) == 0 ? 1 + upTo(random, amount / 3) : null;
      if (i == remainder) {
        receivers.add(new Receiver(account, new Share.Remainder(), null, maximum));
        continue;
      }
      Long minimum =
          random.nextInt(4) == 0
              ? Math.min(1 + upTo(random, amount / 5), maximum == null ? Long.MAX_VALUE : maximum)
              : null;
      int rate = equal > 0 ? Math.min(equal, left) : random.nextInt(left + 1);
      int kind = rate == 0 ? 0 : random.nextInt(4);
      if (kind == 0) {
        receivers.add(
            new Receiver(account, new Share.Fixed(1 + upTo(random, amount / 4)), null, null));
      } else {
        left -= rate;
        Share share = kind == 1 ? tiered(random, rate, amount) : new Share.Percent(rate);
        receivers.add(new Receiver(account, share, minimum, maximum));
      }
    }
    return receivers;
  }

  private static Share tiered(Random random, int highest, long amount) {
    TreeSet<Long> bounds = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      bounds.add(1 + upTo(random, 2 * amount));
    }
    List<Tier> tiers = new ArrayList<>();
    bounds.stream()
        .filter(bound -> bound <= PaymentLimits.AMOUNT_MINOR_MAX)
        .forEach(bound -> tiers.add(new Tier(bound, random.nextInt(highest + 1))));
    tiers.add(new Tier(null, highest));
    return new Share.Tiered(random.nextBoolean() ? TierAxis.ORDER : TierAxis.MONTH_VOLUME, tiers);
  }

  /** From zero to a bound, which is included. */
  static long upTo(Random random, long bound) {
    return bound <= 0 ? 0 : random.nextLong(bound + 1);
  }
}
