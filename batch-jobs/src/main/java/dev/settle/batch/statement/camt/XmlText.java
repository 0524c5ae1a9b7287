package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementDamagedException;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * The characters of an XML file, decoded strictly by what {@link XmlEncoding} says, in constant
 * memory. Refuses NUL, bytes that are no text of the encoding, and a run of more than {@value
 * #RUN_MAX} characters without {@code <}: so no name, attribute or text can fill the memory of the
 * parser behind it. Its refusals name line and column, and come out of the parser as the cause of
 * the parser's own exception.
 */
final class XmlText extends Reader {
  static final int RUN_MAX = 128 * 1024;

  private final InputStream in;
  private final byte[] buffer;
  private final ByteBuffer bytes;
  private final CharBuffer chars = CharBuffer.allocate(8 * 1024).limit(0);
  private final Charset charset;
  private final CharsetDecoder decoder;
  private boolean ended;
  private int line = 1;
  private int column;
  private int run;

  private XmlText(InputStream in, XmlEncoding encoding, byte[] buffer, int length) {
    this.in = in;
    this.buffer = buffer;
    this.bytes = ByteBuffer.wrap(buffer).limit(length).position(encoding.markBytes());
    this.charset = encoding.charset();
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * The text of a stream; does not close it.
   *
   * @throws StatementRefusedException when its encoding is not one that statements come in
   */
  static XmlText of(InputStream in) throws IOException, StatementRefusedException {
    byte[] buffer = new byte[64 * 1024];
    int length = in.readNBytes(buffer, 0, XmlEncoding.HEAD_BYTES);
    XmlEncoding encoding = XmlEncoding.of(Arrays.copyOf(buffer, length));
    return new XmlText(in, encoding, buffer, length);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!chars.hasRemaining()) {
      if (!decode()) {
        return -1;
      }
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() {
    // the stream is its opener's to close
  }

  /** Decodes more characters, perhaps none; false when there are no more. */
  private boolean decode() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    boolean any = chars.position() > 0;
    chars.flip();
    if (any) {
      look();
      return true;
    }
    if (result.isError()) {
      throw refusal("not " + charset.name() + " text: the file is in another encoding or damaged");
    }
    if (ended) {
      return false;
    }
    bytes.compact();
    int read = in.read(buffer, bytes.position(), bytes.remaining());
    ended = read < 0;
    bytes.position(bytes.position() + Math.max(read, 0)).flip();
    return true;
  }

  private void look() throws StatementDamagedException {
    for (int i = chars.position(); i < chars.limit(); i++) {
      char c = chars.get(i);
      column++;
      run++;
      if (c == '<') {
        run = 0;
      } else if (c == '\n') {
        line++;
        column = 0;
      } else if (c == 0) {
        column--;
        throw refusal("NUL: the file is damaged or binary");
      }
      if (run > RUN_MAX) {
        throw refusal("more than " + RUN_MAX + " characters without a tag: not a statement");
      }
    }
  }

  private StatementDamagedException refusal(String cause) {
    return new StatementDamagedException(
        "line " + line + ", column " + (column + 1) + ": " + cause);
  }
}
