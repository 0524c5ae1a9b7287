package dev.settle.dashboards.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.settle.dashboards.query.MoneyCell;
import dev.settle.dashboards.query.PanelResult;
import dev.settle.dashboards.query.ResultColumn;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A result as CSV (RFC 4180, with a header); amounts in major units, exact. */
final class Csv {
  /** With these first, spreadsheets take a text for a formula and run it. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private Csv() {}

  static String of(PanelResult result) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(result.columns().stream().map(ResultColumn::name).toList());
      result.rows().forEach(row -> csv.writeRecord(row.stream().map(Csv::cell).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail", e);
    }
    return text.toString();
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof MoneyCell money) {
      return money.decimal();
    }
    return value instanceof String text ? guarded(text) : value.toString();
  }

  /** Text from outside (ids, names) with a quote before what would be a formula. */
  private static String guarded(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula && !isInteger(text) ? "'" + text : text;
  }

  /** Integers beyond 2^53 come as text and are no formulas. */
  private static boolean isInteger(String text) {
    return text.matches("-?\\d+");
  }
}
