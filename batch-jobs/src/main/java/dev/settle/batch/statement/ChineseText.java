package dev.settle.batch.statement;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Decodes lines of GB18030 by a table of its characters of one and two bytes, which is all that GBK
 * has: the same characters as the JDK's decoder at less cost. A line with anything else, be it a
 * rare character of four bytes or a fault, is left to the JDK's decoder.
 */
final class ChineseText {
  private static final int ASCII_END = 0x80;
  private static final int LEAD_FIRST = 0x81;
  private static final int LEAD_LAST = 0xFE;
  private static final char NONE = 0;
  private static final char[] PAIRS = pairs();

  private ChineseText() {}

  /** The text; null when it has to be left to the JDK's decoder. */
  static @Nullable String decode(byte[] bytes, int from, int to) {
    char[] text = new char[to - from];
    int length = 0;
    int i = from;
    while (i < to) {
      int first = bytes[i++] & 0xFF;
      if (first < ASCII_END) {
        text[length++] = (char) first;
        continue;
      }
      char pair = i < to ? PAIRS[(first << 8) | (bytes[i++] & 0xFF)] : NONE;
      if (pair == NONE) {
        return null;
      }
      text[length++] = pair;
    }
    return new String(text, 0, length);
  }

  private static char[] pairs() {
    Charset charset = ByteLines.CHINESE;
    char[] pairs = new char[1 << 16];
    for (int first = LEAD_FIRST; first <= LEAD_LAST; first++) {
      for (int second = 0x40; second <= LEAD_LAST; second++) {
        String text = new String(new byte[] {(byte) first, (byte) second}, charset);
        if (text.length() == 1 && text.charAt(0) != '\uFFFD') {
          pairs[(first << 8) | second] = text.charAt(0);
        }
      }
    }
    return pairs;
  }
}
