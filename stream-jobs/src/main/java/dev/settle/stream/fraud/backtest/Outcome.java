package dev.settle.stream.fraud.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a set of rules would have done in a period.
 *
 * @param days of the period
 * @param events payments and refunds in it
 * @param frauds orders that were paid in it and are labelled as fraud
 * @param alerts of all rules
 * @param hits of all rules: alerts that name an order labelled as fraud
 * @param found frauds that some alert of some rule names
 * @param rules each by itself, in the order of the file
 */
public record Outcome(
    long days,
    long events,
    long frauds,
    long alerts,
    long hits,
    long found,
    List<RuleFigures> rules) {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

  /** A part of a whole in basis points, rounded down; null when there is no whole. */
  public static @Nullable Long basisPoints(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part)
            .multiply(WHOLE)
            .divide(BigDecimal.valueOf(whole), 0, RoundingMode.DOWN)
            .longValueExact();
  }

  /** A number a day, to two places, half up. */
  public String perDay(long number) {
    return BigDecimal.valueOf(number)
        .divide(BigDecimal.valueOf(days), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
