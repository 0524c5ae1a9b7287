package dev.settle.batch.sharing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule once more, written from docs/sharing.md and not from the code: in decimals of the minor
 * unit, tiers by overlap of intervals, missing units handed out one by one in a loop.
 */
final class DecimalOracle {
  private static final BigDecimal WHOLE = new BigDecimal("10000");

  /** Enough digits that two different quotients of our sizes cannot look alike. */
  private static final MathContext PRECISE = new MathContext(120, RoundingMode.HALF_EVEN);

  private DecimalOracle() {}

  /** The receivers' parts, then what the merchant keeps. */
  static List<BigDecimal> parts(RuleSet rules, SharedOrder order) {
    BigDecimal base =
        BigDecimal.valueOf(order.amount()).subtract(BigDecimal.valueOf(order.refunded()));
    if (rules.base() == Base.NET) {
      base = base.subtract(BigDecimal.valueOf(order.fee()));
    }
    List<BigDecimal> parts = new ArrayList<>();
    if (base.signum() <= 0) {
      rules.receivers().forEach(receiver -> parts.add(BigDecimal.ZERO));
      parts.add(base);
      return parts;
    }
    BigDecimal limit =
        base.multiply(BigDecimal.valueOf(rules.capOn(order.channel())))
            .divide(WHOLE)
            .setScale(0, RoundingMode.DOWN);
    List<BigDecimal> due = new ArrayList<>();
    BigDecimal claimed = BigDecimal.ZERO;
    for (Receiver receiver : rules.receivers()) {
      BigDecimal claim = claim(receiver, base, BigDecimal.valueOf(order.monthVolume()));
      due.add(claim);
      claimed = claimed.add(claim);
    }
    BigDecimal target = claimed.setScale(0, RoundingMode.DOWN);
    if (claimed.compareTo(limit) > 0) {
      for (int i = 0; i < due.size(); i++) {
        due.set(i, due.get(i).multiply(limit).divide(claimed, PRECISE));
      }
      target = limit;
    }
    BigDecimal given = BigDecimal.ZERO;
    int remainder = -1;
    for (int i = 0; i < due.size(); i++) {
      // The quotient is rounded at its 120th digit: what should be whole may be just below.
      BigDecimal floor = due.get(i).add(new BigDecimal("1E-60")).setScale(0, RoundingMode.DOWN);
      parts.add(floor);
      given = given.add(floor);
      remainder = rules.receivers().get(i).takesRemainder() ? i : remainder;
    }
    if (remainder >= 0) {
      BigDecimal left = limit.subtract(given);
      Long maximum = rules.receivers().get(remainder).maximum();
      BigDecimal part = maximum == null ? left : left.min(BigDecimal.valueOf(maximum));
      parts.set(remainder, part);
      given = given.add(part);
    } else {
      while (given.compareTo(target) < 0) {
        int next = 0;
        for (int i = 1; i < parts.size(); i++) {
          BigDecimal lead =
              due.get(i).subtract(parts.get(i)).subtract(due.get(next).subtract(parts.get(next)));
          next = lead.compareTo(new BigDecimal("1E-60")) > 0 ? i : next;
        }
        parts.set(next, parts.get(next).add(BigDecimal.ONE));
        given = given.add(BigDecimal.ONE);
      }
    }
    parts.add(base.subtract(given));
    return parts;
  }

  private static BigDecimal claim(Receiver receiver, BigDecimal base, BigDecimal volume) {
    Share share = receiver.share();
    BigDecimal claim = BigDecimal.ZERO;
    if (share instanceof Share.Remainder) {
      return claim;
    }
    if (share instanceof Share.Fixed fixed) {
      claim = BigDecimal.valueOf(fixed.amount());
    } else if (share instanceof Share.Percent percent) {
      claim = base.multiply(rate(percent.basisPoints()));
    } else if (share instanceof Share.Tiered tiered) {
      BigDecimal begin = tiered.axis() == TierAxis.ORDER ? BigDecimal.ZERO : volume;
      BigDecimal end = begin.add(base);
      BigDecimal low = BigDecimal.ZERO;
      for (Tier tier : tiered.tiers()) {
        BigDecimal high = tier.upTo() == null ? end.max(low) : BigDecimal.valueOf(tier.upTo());
        BigDecimal overlap = end.min(high).subtract(begin.max(low)).max(BigDecimal.ZERO);
        claim = claim.add(overlap.multiply(rate(tier.basisPoints())));
        low = high;
      }
    }
    Long minimum = receiver.minimum();
    Long maximum = receiver.maximum();
    claim = minimum == null ? claim : claim.max(BigDecimal.valueOf(minimum));
    return maximum == null ? claim : claim.min(BigDecimal.valueOf(maximum));
  }

  private static BigDecimal rate(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 4);
  }
}
