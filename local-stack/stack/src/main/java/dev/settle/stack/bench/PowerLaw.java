package dev.settle.stack.bench;

import java.util.SplittableRandom;

/** Numbers below a limit, the small ranks likelier, the ranks scattered over the numbers. */
final class PowerLaw {
  private static final long SCATTER = 2_654_435_761L;

  private final int limit;
  private final double exponent;
  private final double span;

  /**
   * A distribution.
   *
   * @param skewPercent 0: all alike, 100: Zipf's law
   */
  PowerLaw(int limit, int skewPercent) {
    this.limit = limit;
    this.exponent = 1 - skewPercent / 100.0;
    this.span = Math.pow(limit + 1.0, exponent) - 1;
  }

  int next(SplittableRandom random) {
    double rank = Math.pow(random.nextDouble() * span + 1, 1 / exponent) - 1;
    return (int) Math.floorMod(((long) rank) * SCATTER, (long) limit);
  }
}
