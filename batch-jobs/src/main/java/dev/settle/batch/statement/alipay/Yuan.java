package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Decimals;

/** Amounts of a bill: yuan with at most two decimals. */
final class Yuan {
  static final String CURRENCY = "CNY";
  static final int DIGITS = 2;

  private Yuan() {}

  /** Fen as a bill writes them: {@code -0.05}. */
  static String of(long fen) {
    return Decimals.plain(fen, DIGITS);
  }

  /** True when a field looks like the amounts that Alipay writes, which always have a point. */
  static boolean isAmount(String value) {
    int digits = 0;
    int points = 0;
    for (int i = value.startsWith("-") ? 1 : 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.') {
        points++;
      } else if (c >= '0' && c <= '9') {
        digits++;
      } else {
        return false;
      }
    }
    return digits > 0 && points == 1;
  }
}
