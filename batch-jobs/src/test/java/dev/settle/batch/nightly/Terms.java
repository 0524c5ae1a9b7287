package dev.settle.batch.nightly;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is agreed with the channel on a day of a generated history.
 *
 * @param graceDays days that a ledger row may wait for its line, the first included
 * @param tolerance largest difference of an amount that is let pass, minor units
 * @param feePpm what the channel charges, parts per million
 */
record Terms(int graceDays, long tolerance, int feePpm) {

  /** The fee on an amount: rounded half away from zero. */
  long fee(long amount) {
    return BigDecimal.valueOf(amount)
        .multiply(BigDecimal.valueOf(feePpm))
        .movePointLeft(6)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
