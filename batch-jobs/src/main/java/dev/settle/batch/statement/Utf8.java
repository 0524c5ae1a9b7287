package dev.settle.batch.statement;

/** Whether bytes are UTF-8 in the strict sense of RFC 3629, told without making text of them. */
final class Utf8 {
  private Utf8() {}

  /** True when the bytes are whole characters, each in its only form, and none a surrogate. */
  static boolean isValid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i];
      if (lead >= 0) {
        i++;
        continue;
      }
      int length = lengthOf(lead);
      if (length == 0
          || to - i < length
          || !isFirstTrailAllowed(lead & 0xFF, bytes[i + 1] & 0xFF)) {
        return false;
      }
      for (int trail = 2; trail < length; trail++) {
        if ((bytes[i + trail] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += length;
    }
    return true;
  }

  /** Bytes of a character by its first; 0 when no character begins so. */
  private static int lengthOf(int lead) {
    int unsigned = lead & 0xFF;
    if (unsigned >= 0xC2 && unsigned <= 0xDF) {
      return 2;
    }
    if (unsigned >= 0xE0 && unsigned <= 0xEF) {
      return 3;
    }
    return unsigned >= 0xF0 && unsigned <= 0xF4 ? 4 : 0;
  }

  /** The second byte rules out longer forms than needed, surrogates, and what is past U+10FFFF. */
  private static boolean isFirstTrailAllowed(int lead, int trail) {
    return switch (lead) {
      case 0xE0 -> trail >= 0xA0 && trail <= 0xBF;
      case 0xED -> trail >= 0x80 && trail <= 0x9F;
      case 0xF0 -> trail >= 0x90 && trail <= 0xBF;
      case 0xF4 -> trail >= 0x80 && trail <= 0x8F;
      default -> trail >= 0x80 && trail <= 0xBF;
    };
  }
}
