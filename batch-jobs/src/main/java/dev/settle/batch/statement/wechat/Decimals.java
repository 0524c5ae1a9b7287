package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.StatementRefusedException;

/** Exact decimals of a bill to minor units, without a floating type and without rounding. */
final class Decimals {
  private static final int INTEGER_DIGITS_MAX = 15;
  private static final int FEE_DIGITS = 5;

  private Decimals() {}

  /**
   * An amount with at most the currency's digits.
   *
   * @param text such as {@code 12.34}, {@code 12.3} or {@code 0}
   * @param digits fraction digits of the currency
   */
  static long amount(String text, int digits, int line, String field)
      throws StatementRefusedException {
    return parse(text, digits, digits, line, field);
  }

  /**
   * A fee, which WeChat writes with five decimals although it charges whole minor units: digits
   * beyond the currency's must be zero.
   */
  static long fee(String text, int digits, int line, String field)
      throws StatementRefusedException {
    return parse(text, digits, Math.max(FEE_DIGITS, digits), line, field);
  }

  private static long parse(String text, int digits, int digitsMax, int line, String field)
      throws StatementRefusedException {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int i = negative ? 1 : 0;
    int point = text.indexOf('.');
    int integerEnd = point < 0 ? length : point;
    int fractionDigits = point < 0 ? 0 : length - point - 1;
    if (integerEnd == i || integerEnd - i > INTEGER_DIGITS_MAX || point == length - 1) {
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
