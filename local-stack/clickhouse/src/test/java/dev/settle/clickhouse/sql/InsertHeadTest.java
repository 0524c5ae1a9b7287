package dev.settle.clickhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsertHeadTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "INSERT INTO t VALUES (1) | INSERT INTO t | Values | (1)",
        "insert t values(1) | insert t | Values | (1)",
        "INSERT INTO db.t (a, b) FORMAT CSV 1,2 | INSERT INTO db.t (a, b) | CSV | 1,2",
        "/* VALUES */ INSERT INTO `format` (`values`) FORMAT TSV x"
            + " | /* VALUES */ INSERT INTO `format` (`values`) | TSV | x",
        "INSERT INTO \"a\"\"VALUES\".t SETTINGS x = 'FORMAT CSV' VALUES (';')"
            + " | INSERT INTO \"a\"\"VALUES\".t SETTINGS x = 'FORMAT CSV' | Values | (';')",
        "INSERT INTO FUNCTION file('a', 'CSV') FORMAT JSONEachRow {}"
            + " | INSERT INTO FUNCTION file('a', 'CSV') | JSONEachRow | {}",
        "INSERT INTO {d:Identifier}.{t:Identifier} (a) FORMAT CSV 1"
            + " | INSERT INTO {d:Identifier}.{t:Identifier} (a) | CSV | 1",
      })
  void shouldSplitHeadAndData(String text, String head, String format, String data) {
    InsertHead found = Objects.requireNonNull(InsertHead.parse(bytes(text)));

    assertThat(text.substring(0, found.headEnd()).strip()).isEqualTo(head);
    assertThat(found.format()).isEqualTo(format);
    assertThat(text.substring(found.dataStart()).strip()).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 1 FORMAT CSV",
        "INSERT INTO t (a) WITH x AS (SELECT 1) SELECT * FROM x",
        "INSERT INTO t (SELECT 1)",
        "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
        "SELECT 'INSERT INTO t VALUES (1)'",
        "-- INSERT INTO t VALUES (1)\nSELECT 1",
        "INSERT INTO t (a",
        "INSERT INTO t SETTINGS x = 'VALUES",
        "",
      })
  void shouldFindNoDataWhereThereIsNone(String text) {
    assertThat(InsertHead.parse(bytes(text))).isNull();
  }

  @Test
  void shouldKeepBinaryDataThatBeginsLikeABlank() {
    byte[] text = bytes("INSERT INTO t FORMAT RowBinary\n\n\u0000 ");

    InsertHead found = Objects.requireNonNull(InsertHead.parse(text));

    assertThat(found.dataStart()).isEqualTo("INSERT INTO t FORMAT RowBinary\n".length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
