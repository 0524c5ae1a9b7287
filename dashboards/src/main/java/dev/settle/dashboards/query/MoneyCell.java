package dev.settle.dashboards.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;

/**
 * An amount for people, exact. Wider than {@link dev.settle.schemas.money.Money}, because sums over
 * a ledger are.
 *
 * @param minor minor units; a number, or a string beyond 2^53
 * @param decimal major units without grouping, such as {@code -1234.56}
 * @param text with currency and grouping, such as {@code CNY -1,234.56}
 */
public record MoneyCell(Object minor, String decimal, String text) {
  /**
   * Formats an amount with its currency's own number of digits.
   *
   * @param minor signed minor units
   * @param currencyCode ISO 4217
   * @throws IllegalArgumentException when the code is unknown or has no minor unit
   */
  public static MoneyCell of(BigInteger minor, String currencyCode) {
    int digits = Currency.getInstance(currencyCode).getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException(currencyCode + " has no minor unit");
    }
    BigDecimal major = new BigDecimal(minor, digits);
    // Formatter is exact for a BigDecimal: it rounds only below the digits asked for, all are here.
    String grouped = String.format(Locale.ROOT, "%,." + digits + "f", major);
    return new MoneyCell(Cells.number(minor), major.toPlainString(), currencyCode + " " + grouped);
  }
}
