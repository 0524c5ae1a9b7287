package dev.settle.batch.sharing;

import java.math.BigInteger;
import java.util.List;

/** What a share comes to by itself, exactly: in ten-thousandths of a minor unit. */
final class Tariff {
  /** Ten-thousandths in a minor unit: a basis point of a minor unit is one of them. */
  static final BigInteger SCALE = BigInteger.valueOf(ChannelLimits.WHOLE);

  private Tariff() {}

  /** Minor units in ten-thousandths. */
  static BigInteger exact(long minor) {
    return BigInteger.valueOf(minor).multiply(SCALE);
  }

  /** The share of a base that is not negative; of a remainder zero, for it claims nothing. */
  static BigInteger of(Share share, long base, long monthVolume) {
    if (share instanceof Share.Fixed fixed) {
      return exact(fixed.amount());
    }
    if (share instanceof Share.Percent percent) {
      return at(BigInteger.valueOf(base), percent.basisPoints());
    }
    if (share instanceof Share.Tiered tiered) {
      long begin = tiered.axis() == TierAxis.MONTH_VOLUME ? monthVolume : 0;
      // Beyond 64 bits for a volume near the end of the range.
      BigInteger end = BigInteger.valueOf(begin).add(BigInteger.valueOf(base));
      return upTo(tiered.tiers(), end).subtract(upTo(tiered.tiers(), BigInteger.valueOf(begin)));
    }
    return BigInteger.ZERO;
  }

  /** The tariff of everything from zero up to a point. */
  private static BigInteger upTo(List<Tier> tiers, BigInteger point) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger begin = BigInteger.ZERO;
    for (Tier tier : tiers) {
      BigInteger end = tier.upTo() == null ? point : point.min(BigInteger.valueOf(tier.upTo()));
      if (end.compareTo(begin) <= 0) {
        return sum;
      }
      sum = sum.add(at(end.subtract(begin), tier.basisPoints()));
      begin = end;
    }
    return sum;
  }

  private static BigInteger at(BigInteger minor, int basisPoints) {
    return minor.multiply(BigInteger.valueOf(basisPoints));
  }
}
