package dev.settle.stream.fraud.window;

import java.math.BigInteger;

/** Shares as whole basis points. */
final class BasisPoints {
  static final int WHOLE = 10_000;

  private static final BigInteger BIG_WHOLE = BigInteger.valueOf(WHOLE);

  private BasisPoints() {}

  /**
   * A part of a whole, rounded down, at most {@link #WHOLE}.
   *
   * @param whole above zero
   */
  static long of(long part, long whole) {
    if (part >= whole) {
      return WHOLE;
    }
    return part <= Long.MAX_VALUE / WHOLE
        ? part * WHOLE / whole
        : BigInteger.valueOf(part)
            .multiply(BIG_WHOLE)
            .divide(BigInteger.valueOf(whole))
            .longValueExact();
  }
}
