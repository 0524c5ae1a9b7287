package dev.settle.batch.payout;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;

/**
 * Names and other texts as banks take them. SEPA (EUR): the Latin set of EPC217-08, {@code a-z A-Z
 * 0-9 / - ? : ( ) . , ' +} and blank; letters with marks lose them, {@code &} becomes {@code +}.
 * What has no such letter is not replaced by dots but not written at all: the payee's bank compares
 * the name. Other currencies: UTF-8, letters of any script, digits, punctuation; no control
 * characters, no emoji.
 */
final class PaymentText {
  private static final String SEPA = "EUR";
  private static final String SEPA_PUNCTUATION = "/-?:().,'+ ";
  private static final Map<Integer, String> SEPA_LETTERS =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) '&', "+"),
          Map.entry((int) '_', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '"', "'"));

  private PaymentText() {}

  /** Longest name of a party in the currency. */
  static int nameCharactersMax(String currency) {
    return currency.equals(SEPA) ? 70 : 140;
  }

  /**
   * The text as the bank of the currency takes it.
   *
   * @param charactersMax longer ones are not cut
   * @return empty when it cannot be written
   */
  static Optional<String> of(String text, String currency, int charactersMax) {
    String written = (currency.equals(SEPA) ? sepa(text) : unicode(text)).strip();
    boolean fits =
        !written.isEmpty() && written.codePointCount(0, written.length()) <= charactersMax;
    return fits ? Optional.of(written) : Optional.empty();
  }

  /** Empty when a character has no counterpart. */
  private static String sepa(String text) {
    StringBuilder written = new StringBuilder();
    int[] characters = Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().toArray();
    for (int c : characters) {
      String letters = SEPA_LETTERS.get(c);
      if (letters != null) {
        written.append(letters);
      } else if (isLatin(c)) {
        written.appendCodePoint(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        return "";
      }
    }
    return written.toString();
  }

  private static boolean isLatin(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || SEPA_PUNCTUATION.indexOf(c) >= 0;
  }

  private static String unicode(String text) {
    String written = Normalizer.normalize(text, Normalizer.Form.NFC);
    return written.codePoints().allMatch(PaymentText::isWriting) ? written : "";
  }

  private static boolean isWriting(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.OTHER_SYMBOL ->
          false;
      default -> true;
    };
  }
}
