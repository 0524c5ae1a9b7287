package dev.settle.batch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  @Test
  void shouldQuoteAsRfc4180Says() throws IOException {
    assertThat(written("plain", "a,b", "say \"hi\"", "two\r\nlines", ""))
        .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1"})
  void shouldLetNoTextBeAFormula(String formula) throws IOException {
    assertThat(written(formula)).isEqualTo("'" + formula + "\r\n");
  }

  @Test
  void shouldKeepNumbersNumbers() throws IOException {
    StringWriter out = new StringWriter();
    try (CsvFile csv = CsvFile.over(out)) {
      csv.decimal("-12.50").number(-3).end();
      assertThatThrownBy(() -> csv.decimal("=1")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(out).hasToString("-12.50,-3\r\n");
  }

  private static String written(String... values) throws IOException {
    StringWriter out = new StringWriter();
    try (CsvFile csv = CsvFile.over(out)) {
      for (String value : values) {
        csv.text(value);
      }
      csv.end();
    }
    return out.toString();
  }
}
