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
  private final boolean utf8;
  private byte[] joined = new byte[1024];
  private int position;
  private int limit;
  private int number;

  /** The line as text, when verifying it has made it already. */
  private @Nullable String decoded;

  private boolean ended = true;

  /** Where the line stands that {@link #advance} found last. */
  private byte[] line = buffer;

  private int from;
  private int to;

  /** Reads the stream as UTF-8; does not close it. */
  public ByteLines(InputStream in) {
    this(in, StandardCharsets.UTF_8);
  }

  /** Reads the stream in a charset; does not close it. */
  public ByteLines(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.utf8 = charset.equals(StandardCharsets.UTF_8);
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /** False when the line that was read last is the file's last and has no line end. */
  public boolean ended() {
    return ended;
  }

  /**
   * The next line without its end, or null after the last.
   *
   * @throws StatementRefusedException when the bytes are no text
   */
  public @Nullable String next() throws IOException, StatementRefusedException {
    return advance() ? text() : null;
  }

  /**
   * Goes to the next line, for callers that look at its bytes; false after the last. The line is
   * text of the charset, verified.
   *
   * @throws StatementRefusedException when the bytes are no text
   */
  public boolean advance() throws IOException, StatementRefusedException {
    if (position == limit && !fill()) {
      ended = true;
      return false;
    }
    int end = lineEnd(position);
    if (end < limit) {
      line = buffer;
      from = position;
      to = end;
      position = end + 1;
    } else {
      join();
    }
    number++;
    decoded = null;
    requireLength(to - from);
    trim();
    requireText();
    return true;
  }

  /** The bytes in which the line stands, from {@link #from} to {@link #to}, until the next one. */
  public byte[] bytes() {
    return line;
  }

  /** Place of the line's first byte in {@link #bytes}. */
  public int from() {
    return from;
  }

  /** Place behind the line's last byte, line end not counted. */
  public int to() {
    return to;
  }

  /** The line as text. */
  public String text() {
    return decoded == null ? new String(line, from, to - from, charset) : decoded;
  }

  /** Reads on; false at the end of the stream. */
  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  /** A line that goes on in the next buffer, or ends with the file. */
  private void join() throws IOException, StatementRefusedException {
    int length = append(0, limit);
    ended = false;
    while (fill()) {
      int end = lineEnd(0);
      length = append(length, end);
      if (end < limit) {
        position = end + 1;
        ended = true;
        break;
      }
    }
    line = joined;
    from = 0;
    to = length;
  }

  private int append(int length, int end) throws StatementRefusedException {
    int grown = length + end - position;
    if (grown > LINE_BYTES_MAX) {
      number++;
      requireLength(grown);
    }
    if (grown > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(grown, joined.length * 2));
    }
    System.arraycopy(buffer, position, joined, length, end - position);
    return grown;
  }

  private void requireLength(int length) throws StatementRefusedException {
    if (length > LINE_BYTES_MAX) {
      throw new StatementRefusedException(
          number, null, "longer than " + LINE_BYTES_MAX + " bytes: not a line of a statement");
    }
  }

  /** Takes the byte order mark and the carriage return off. */
  private void trim() {
    boolean bom =
        number == 1 && to - from >= BOM.length && Arrays.equals(line, from, from + 3, BOM, 0, 3);
    if (bom) {
      from += BOM.length;
    }
    if (to > from && line[to - 1] == '\r') {
      to--;
    }
  }

  private void requireText() throws StatementRefusedException {
    int i = from;
    while (i < to && line[i] > 0) {
      i++; // ASCII is valid in every charset that this class takes
    }
    if (i == to) {
      return;
    }
    for (int at = i; at < to; at++) {
      if (line[at] == 0) {
        throw new StatementRefusedException(
            number,
            null,
            "NUL byte at column " + (at - from + 1) + ": the file is damaged or binary");
      }
    }
    if (charset.equals(CHINESE)) {
      decoded = ChineseText.decode(line, from, to);
    }
    if (decoded == null && (utf8 ? !Utf8.isValid(line, i, to) : !decodes(i))) {
      throw new StatementRefusedException(
          number,
          null,
          "not "
              + (charset.equals(CHINESE) ? "GBK" : charset.name())
              + " text: the file is in another encoding or damaged");
    }
  }

  private boolean decodes(int start) {
    try {
      decoder.decode(ByteBuffer.wrap(line, start, to - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
