package dev.settle.batch.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;

/** Amounts of minor units as people write them: exact, with the currency's own number of digits. */
public final class Amounts {
  private Amounts() {}

  /** Code and grouped major units, such as {@code CNY 1,234.50}. */
  public static String withCode(BigInteger minor, String code) {
    return code + " " + grouped(minor, code);
  }

  /** Code and grouped major units. */
  public static String withCode(long minor, String code) {
    return withCode(BigInteger.valueOf(minor), code);
  }

  /** Grouped major units, such as {@code 1,234.50}. */
  public static String grouped(BigInteger minor, String code) {
    int digits = digits(code);
    return String.format(Locale.ROOT, "%,." + digits + "f", new BigDecimal(minor, digits));
  }

  /** Major units for a program, such as {@code 1234.50}. */
  public static String plain(BigInteger minor, String code) {
    return new BigDecimal(minor, digits(code)).toPlainString();
  }

  /** Major units for a program. */
  public static String plain(long minor, String code) {
    return plain(BigInteger.valueOf(minor), code);
  }

  private static int digits(String code) {
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException(code + " has no minor unit");
    }
    return digits;
  }
}
