package dev.settle.clickhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT 1 FORMAT JSON | JSON",
        "SELECT 1 format CSV; | CSV",
        "SELECT 1 FORMAT TSV SETTINGS max_threads = 1 | TSV",
        "SELECT 1 SETTINGS max_threads = 1 FORMAT TSV -- FORMAT CSV | TSV",
        "SELECT 'x FORMAT JSON', format FROM (SELECT 1 AS format FORMAT XML) FORMAT CSV | CSV",
      })
  void shouldFindTheFormatClause(String sql, String format) {
    assertThat(parse(sql).outputFormat()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT ' FORMAT JSON'",
        "SELECT 1 -- FORMAT JSON",
        "SELECT format('{}', 1)",
        "SELECT 1 AS format, format + 1",
        "SELECT $a$ FORMAT JSON $a$",
      })
  void shouldFindNoFormatWhereThereIsNone(String sql) {
    assertThat(parse(sql).outputFormat()).isNull();
  }

  @Test
  void shouldSeeASecondStatementButNotASemicolonInAString() {
    assertThat(parse("SELECT 1; DROP TABLE t").isMulti()).isTrue();
    assertThat(parse("SELECT ';'; -- end\n;").isMulti()).isFalse();
  }

  @Test
  void shouldSeeFilesOfTheClient() {
    assertThat(parse("SELECT 1 INTO/**/OUTFILE 'x'").usesClientFile()).isTrue();
    assertThat(parse("INSERT INTO t FROM INFILE 'x' FORMAT CSV").usesClientFile()).isTrue();
    assertThat(parse("SELECT 'INTO OUTFILE'").usesClientFile()).isFalse();
  }

  @Test
  void shouldCollectNamesInTheFunctionPosition() {
    Statement statement =
        parse("SELECT `file`/**/('x'), FILE ('y') FROM (SELECT * APPLY reverse, * APPLY(upper))");

    assertThat(statement.calledNames()).contains("file", "reverse", "upper");
    assertThat(parse("SELECT file FROM t WHERE a = 'file('").calledNames()).isEmpty();
  }

  @Test
  void shouldStreamOnlyQueries() {
    assertThat(parse("(SELECT 1) UNION ALL (SELECT 2)").isSelect()).isTrue();
    assertThat(parse("WITH 1 AS x SELECT x").isSelect()).isTrue();
    assertThat(parse("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x").isSelect()).isFalse();
    assertThat(parse("SHOW TABLES").isSelect()).isFalse();
  }

  private static Statement parse(String sql) {
    return Statement.parse(sql.getBytes(StandardCharsets.UTF_8));
  }
}
