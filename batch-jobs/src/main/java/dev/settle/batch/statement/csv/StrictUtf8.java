package dev.settle.batch.statement.csv;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly in constant memory, for a parser that takes a {@link Reader}. Takes a byte
 * order mark away; refuses other encodings and NUL, naming the line. Counts quotation marks, since
 * the parser lets a file end within a quoted field.
 */
final class StrictUtf8 extends Reader {
  private static final char BOM = '\uFEFF';

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private boolean started;
  private boolean ended;
  private boolean withinQuotes;
  private boolean atLineEnd;
  private int line = 1;

  /** Reads the stream; does not close it. */
  StrictUtf8(InputStream in) {
    this.in = in;
  }

  /** Line of the text that was read last, from 1. */
  int line() {
    return line;
  }

  /** True when the number of quotation marks so far is odd. */
  boolean withinQuotes() {
    return withinQuotes;
  }

  /** True when the text that was read last ends with a line end. */
  boolean atLineEnd() {
    return atLineEnd;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer text = CharBuffer.wrap(target, offset, length);
    int count = decode(text);
    while (count == 0 && !ended) {
      fill();
      count = decode(text);
    }
    if (count == 0) {
      return -1;
    }
    int kept = withoutBom(target, offset, count);
    return kept == 0 ? read(target, offset, length) : scan(target, offset, kept);
  }

  @Override
  public void close() {
    // the stream belongs to whoever opened it
  }

  private int decode(CharBuffer text) throws IOException {
    int before = text.position();
    CoderResult result = decoder.decode(bytes, text, ended);
    int count = text.position() - before;
    if (count == 0 && result.isError()) {
      throw new RefusedWhileReading(
          new StatementRefusedException(
              line, null, "not UTF-8 text: the file is in another encoding or damaged"));
    }
    return count;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private int withoutBom(char[] target, int offset, int count) {
    boolean bom = !started && target[offset] == BOM;
    started = true;
    if (bom) {
      System.arraycopy(target, offset + 1, target, offset, count - 1);
    }
    return bom ? count - 1 : count;
  }

  private int scan(char[] target, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      char c = target[i];
      if (c == '"') {
        withinQuotes = !withinQuotes;
      } else if (c == '\n') {
        line++;
      } else if (c == 0) {
        throw new RefusedWhileReading(
            new StatementRefusedException(line, null, "NUL byte: the file is damaged or binary"));
      }
    }
    char last = target[offset + count - 1];
    atLineEnd = last == '\n' || last == '\r';
    return count;
  }

  /** Carries a refusal through a parser that knows {@link IOException} only. */
  static final class RefusedWhileReading extends IOException {
    private static final long serialVersionUID = 1L;

    private final StatementRefusedException refusal;

    RefusedWhileReading(StatementRefusedException refusal) {
      super(refusal);
      this.refusal = refusal;
    }

    StatementRefusedException refusal() {
      return refusal;
    }
  }
}
