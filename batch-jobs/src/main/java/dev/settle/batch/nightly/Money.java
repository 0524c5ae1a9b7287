package dev.settle.batch.nightly;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;

/** Amounts for people: major units with the currency's own number of decimals. */
final class Money {
  private Money() {}

  /** For example CNY 1,234.56. */
  static String text(BigInteger minor, String code) {
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    return String.format(Locale.ROOT, "%s %,." + digits + "f", code, new BigDecimal(minor, digits));
  }
}
