package dev.settle.batch.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Comma-separated values as RFC 4180 has them: CRLF, quotes doubled, UTF-8. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection");
 * numbers that we wrote ourselves stay numbers.
 */
public final class CsvFile implements AutoCloseable {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+([.][0-9]+)?");
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private final Writer out;
  private boolean first = true;

  private CsvFile(Writer out) {
    this.out = out;
  }

  /** A new file with its header. */
  public static CsvFile create(Path path, String... header) throws IOException {
    CsvFile file = new CsvFile(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
    for (String name : header) {
      file.text(name);
    }
    return file.end();
  }

  /** A file over a writer. */
  public static CsvFile over(Writer out) {
    return new CsvFile(new BufferedWriter(out));
  }

  /** A text from anywhere. */
  public CsvFile text(String value) throws IOException {
    boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    field(formula ? "'" + value : value);
    return this;
  }

  /** A number of ours. */
  public CsvFile number(long value) throws IOException {
    field(Long.toString(value));
    return this;
  }

  /**
   * A decimal of ours, such as an amount.
   *
   * @throws IllegalArgumentException when it is none
   */
  public CsvFile decimal(String value) throws IOException {
    if (!DECIMAL.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is no decimal");
    }
    field(value);
    return this;
  }

  /** Ends the record. */
  public CsvFile end() throws IOException {
    out.write("\r\n");
    first = true;
    return this;
  }

  private void field(String value) throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
    if (isSpecial(value)) {
      out.write('"' + value.replace("\"", "\"\"") + '"');
    } else {
      out.write(value);
    }
  }

  private static boolean isSpecial(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
