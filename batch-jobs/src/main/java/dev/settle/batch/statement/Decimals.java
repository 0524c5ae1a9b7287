package dev.settle.batch.statement;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * Exact decimals of a statement to minor units and back, without a floating type and without
 * rounding. Only ASCII digits, a point and, where said so, a sign are taken: no exponent, no
 * thousands separator, no blank.
 */
public final class Decimals {
  private static final int DIGITS_MAX = 18;
  private static final int INTEGER_DIGITS_MAX = 15;

  private Decimals() {}

  /**
   * An amount with at most the currency's digits; a leading {@code -} is allowed.
   *
   * @param text such as {@code 12.34}, {@code -12.3} or {@code 0}
   * @param digits fraction digits of the currency, see {@link #digitsOf}
   */
  public static long amount(String text, int digits, int line, String field)
      throws StatementRefusedException {
    return parse(text, digits, digits, line, field);
  }

  /** An amount of a field that has no sign: one with a sign is refused, {@code -0.00} too. */
  public static long unsigned(String text, int digits, int line, String field)
      throws StatementRefusedException {
    if (text.startsWith("-")) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' has a sign: amounts of this field have none");
    }
    return parse(text, digits, digits, line, field);
  }

  /** An amount of a field that may lead with {@code +} or {@code -}. */
  public static long signed(String text, int digits, int line, String field)
      throws StatementRefusedException {
    boolean plus = text.length() > 1 && text.charAt(0) == '+' && text.charAt(1) != '-';
    return parse(plus ? text.substring(1) : text, digits, digits, line, field);
  }

  /**
   * An amount of a format that writes more decimals than the currency has, such as WeChat's fees
   * with five: the digits beyond the currency's must be zero. A leading {@code -} is allowed.
   *
   * @param digitsMax decimals that the format writes at most
   */
  public static long padded(String text, int digits, int digitsMax, int line, String field)
      throws StatementRefusedException {
    return parse(text, digits, Math.max(digitsMax, digits), line, field);
  }

  /**
   * Fraction digits of a currency by ISO 4217.
   *
   * @param code alphabetic code in upper case
   * @throws StatementRefusedException when there is no such currency, or it has no minor unit at
   *     all, as gold or the test currency
   */
  public static int digitsOf(String code, int line, String field) throws StatementRefusedException {
    int digits;
    try {
      digits = Currency.getInstance(code).getDefaultFractionDigits();
    } catch (IllegalArgumentException e) {
      digits = -1;
    }
    if (digits < 0) {
      throw new StatementRefusedException(
          line, field, "'" + code + "' is not an ISO 4217 currency of money");
    }
    return digits;
  }

  /** Minor units as a decimal with all the currency's digits: 1234 fen are {@code 12.34}. */
  public static String plain(long minor, int digits) {
    return BigDecimal.valueOf(minor, digits).toPlainString();
  }

  private static long parse(String text, int digits, int digitsMax, int line, String field)
      throws StatementRefusedException {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int i = negative ? 1 : 0;
    int point = text.indexOf('.');
    int integerEnd = point < 0 ? length : point;
    int fractionDigits = point < 0 ? 0 : length - point - 1;
    if (integerEnd == i
        || integerEnd - i > Math.min(INTEGER_DIGITS_MAX, DIGITS_MAX - digits)
        || point == length - 1) {
      throw notAnAmount(text, line, field);
    }
    if (fractionDigits > digitsMax) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' has more than " + digitsMax + " decimals");
    }
    long minor = 0;
    for (; i < integerEnd; i++) {
      minor = minor * 10 + digit(text, i, line, field);
    }
    for (int d = 1; d <= Math.max(digits, fractionDigits); d++) {
      int digit = d <= fractionDigits ? digit(text, point + d, line, field) : 0;
      if (d <= digits) {
        minor = minor * 10 + digit;
      } else if (digit != 0) {
        throw new StatementRefusedException(
            line, field, "'" + text + "' is no whole minor unit of the currency");
      }
    }
    return negative ? -minor : minor;
  }

  private static int digit(String text, int index, int line, String field)
      throws StatementRefusedException {
    char c = text.charAt(index);
    if (c < '0' || c > '9') {
      throw notAnAmount(text, line, field);
    }
    return c - '0';
  }

  private static StatementRefusedException notAnAmount(String text, int line, String field) {
    return new StatementRefusedException(
        line, field, text.isEmpty() ? "is empty" : "'" + text + "' is not a decimal amount");
  }
}
