package dev.settle.dashboards.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.settle.dashboards.explore.ExploreResult;
import dev.settle.dashboards.query.MoneyCell;
import dev.settle.dashboards.query.PanelResult;
import dev.settle.dashboards.query.ResultColumn;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A result as CSV (RFC 4180, with a header); amounts in major units, exact. */
final class Csv {
  /** With these first, spreadsheets take a text for a formula and run it. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  /** Wide integers and decimals come as text and are no formulas. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?|-inf");

  private Csv() {}

  static String of(PanelResult result) {
    return write(
        result.columns().stream().map(ResultColumn::name).toList(),
        result.rows().stream().map(row -> row.stream().map(Csv::cell).toList()));
  }

  static String of(ExploreResult result) {
    return write(
        result.names(),
        result.rows().stream()
            .map(row -> row.stream().map(text -> text == null ? "" : guarded(text)).toList()));
  }

  private static String write(List<String> names, Stream<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(names.stream().map(Csv::guarded).toList());
      rows.forEach(csv::writeRecord);
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
    return formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }
}
