package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of an XML file, by its byte order mark and its declaration, which must agree.
 *
 * @param charset the encoding
 * @param markBytes length of the byte order mark
 */
record XmlEncoding(Charset charset, int markBytes) {
  /** Bytes of a file within which the declaration ends. */
  static final int HEAD_BYTES = 512;

  private static final Pattern DECLARED =
      Pattern.compile(
          "^\\s*<\\?xml\\s[^>]{0,200}?encoding\\s{0,9}=\\s{0,9}[\"']([^\"']{0,40})[\"']");
  private static final Map<String, Charset> BYTEWISE =
      Map.of(
          "UTF-8", StandardCharsets.UTF_8,
          "US-ASCII", StandardCharsets.US_ASCII,
          "ISO-8859-1", StandardCharsets.ISO_8859_1,
          "ISO-8859-15", Charset.forName("ISO-8859-15"),
          "WINDOWS-1252", Charset.forName("windows-1252"));

  /**
   * The encoding of a file that begins so.
   *
   * @throws StatementRefusedException when mark and declaration contradict each other, or the
   *     encoding is not one that statements come in
   */
  static XmlEncoding of(byte[] head) throws StatementRefusedException {
    XmlEncoding seen = seen(head);
    String declared = declared(new String(head, seen.charset()));
    boolean wide = !seen.charset().equals(StandardCharsets.UTF_8);
    if (declared == null) {
      return seen;
    }
    if (wide || declared.startsWith("UTF-16")) {
      if (!wide || !declared.startsWith("UTF-16")) {
        throw new StatementRefusedException(
            1, null, "declares encoding " + declared + " but is " + seen.charset() + ": damaged");
      }
      return seen;
    }
    Charset charset = BYTEWISE.get(declared);
    if (charset == null) {
      throw new StatementRefusedException(
          1,
          null,
          "encoding '"
              + declared
              + "' is not one of UTF-8, UTF-16, US-ASCII, ISO-8859-1, "
              + "ISO-8859-15, WINDOWS-1252");
    }
    if (seen.markBytes() > 0 && !charset.equals(StandardCharsets.UTF_8)) {
      throw new StatementRefusedException(
          1, null, "declares encoding " + declared + " but begins with the mark of UTF-8: damaged");
    }
    return new XmlEncoding(charset, seen.markBytes());
  }

  /** As the first bytes look, without the declaration; never fails. */
  static XmlEncoding seen(byte[] head) {
    int first = head.length < 2 ? -1 : ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
    return switch (first) {
      case 0xFEFF -> new XmlEncoding(StandardCharsets.UTF_16BE, 2);
      case 0xFFFE -> new XmlEncoding(StandardCharsets.UTF_16LE, 2);
      case 0x003C -> new XmlEncoding(StandardCharsets.UTF_16BE, 0);
      case 0x3C00 -> new XmlEncoding(StandardCharsets.UTF_16LE, 0);
      default -> new XmlEncoding(StandardCharsets.UTF_8, hasMark(head) ? 3 : 0);
    };
  }

  private static boolean hasMark(byte[] head) {
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    return head.length >= 3 && Arrays.equals(head, 0, 3, mark, 0, 3);
  }

  private static @Nullable String declared(String text) {
    Matcher matcher = DECLARED.matcher(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : null;
  }
}
