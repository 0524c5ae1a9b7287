package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The lines of one file of a bill; blank ones are left out. */
final class BillText implements AutoCloseable {
  private final InputStream in;
  private final ByteLines lines;

  BillText(InputStream in, Charset charset) {
    this.in = in;
    this.lines = new ByteLines(in, charset);
  }

  /** Number of the line given last, from 1. */
  int number() {
    return lines.number();
  }

  /** The next line; null after the last. */
  @Nullable String next() throws IOException, StatementRefusedException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line;
  }

  /** The next line, which there must be. */
  String nextOrCut() throws IOException, StatementRefusedException {
    String line = next();
    if (line == null) {
      throw refuse("the file ends before its #导出时间: it is cut off");
    }
    return line;
  }

  /** A refusal at the line given last. */
  StatementRefusedException refuse(String cause) {
    return new StatementRefusedException(lines.number(), null, cause);
  }

  /** A refusal at the line given last. */
  StatementRefusedException refuse(String field, String cause) {
    return new StatementRefusedException(lines.number(), field, cause);
  }

  /** A line of the frame without the commas that spreadsheets put behind it. */
  static String bare(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ',' || line.charAt(end - 1) <= ' ')) {
      end--;
    }
    return line.substring(0, end);
  }

  static boolean isFrame(String line) {
    return line.startsWith("#");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
