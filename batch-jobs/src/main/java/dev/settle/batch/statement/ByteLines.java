package dev.settle.batch.statement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text in a charset, decoded strictly, with their numbers, in constant memory. Tolerates a
 * UTF-8 byte order mark, CRLF and LF and a missing last line end; refuses NUL bytes, other
 * encodings and lines that are longer than any real one. The charset must be one in which LF, CR
 * and NUL are single bytes and part of no other character, as in UTF-8 and GB18030.
 */
public final class ByteLines {
  /**
   * What Chinese channels mean by GBK. GB18030 holds every character of GBK under the same bytes,
   * and the rare ones of names in four bytes, for which a GBK decoder would refuse the whole file.
   */
  public static final Charset CHINESE = Charset.forName("GB18030");

  private static final int LINE_BYTES_MAX = 64 * 1024;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[256 * 1024];
  private final Charset charset;
  private final CharsetDecoder decoder;
  private byte[] line = new byte[1024];
  private int position;
  private int limit;
  private int number;
  private boolean ended = true;

  /** Reads the stream as UTF-8; does not close it. */
  public ByteLines(InputStream in) {
    this(in, StandardCharsets.UTF_8);
  }

  /** Reads the stream in a charset; does not close it. */
  public ByteLines(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Number of the line that {@link #next} gave last, from 1. */
  public int number() {
    return number;
  }

  /** False when the line that {@link #next} gave last is the file's last and has no line end. */
  public boolean ended() {
    return ended;
  }

  /**
   * The next line without its end, or null after the last.
   *
   * @throws StatementRefusedException when the bytes are no text
   */
  public @Nullable String next() throws IOException, StatementRefusedException {
    int length = 0;
    boolean any = false;
    while (true) {
      if (position == limit) {
        limit = in.read(buffer, 0, buffer.length);
        position = 0;
        if (limit <= 0) {
          limit = 0;
          ended = !any;
          return any ? text(length) : null;
        }
      }
      any = true;
      int end = lineEnd();
      length = append(length, end);
      if (end < limit) {
        position = end + 1;
        return text(length);
      }
      position = end;
    }
  }

  private int lineEnd() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private int append(int length, int end) throws StatementRefusedException {
    int grown = length + end - position;
    if (grown > LINE_BYTES_MAX) {
      throw new StatementRefusedException(
          number + 1, null, "longer than " + LINE_BYTES_MAX + " bytes: not a line of a statement");
    }
    if (grown > line.length) {
      line = Arrays.copyOf(line, Math.max(grown, line.length * 2));
    }
    System.arraycopy(buffer, position, line, length, end - position);
    return grown;
  }

  private String text(int length) throws StatementRefusedException {
    number++;
    int from = number == 1 && startsWithBom(length) ? BOM.length : 0;
    int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
    for (int i = from; i < to; i++) {
      if (line[i] == 0) {
        throw new StatementRefusedException(
            number, null, "NUL byte at column " + (i + 1) + ": the file is damaged or binary");
      }
    }
    String quick = charset.equals(CHINESE) ? ChineseText.decode(line, from, to) : null;
    if (quick != null) {
      return quick;
    }
    try {
      return decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new StatementRefusedException(
          number,
          null,
          "not "
              + (charset.equals(CHINESE) ? "GBK" : charset.name())
              + " text: the file is in another encoding or damaged");
    }
  }

  private boolean startsWithBom(int length) {
    return length >= BOM.length && Arrays.equals(line, 0, BOM.length, BOM, 0, BOM.length);
  }
}
