package dev.settle.dashboards.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExploreGuardTest {
  private final ExploreGuard guard =
      new ExploreGuard(
          List.of("file", "url", "remote", "numbers", "merge", "view"),
          List.of("settlement", "system", "default", "INFORMATION_SCHEMA", "secrets"),
          "settlement");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  select 1 ;; ",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "EXPLAIN indexes = 1 SELECT * FROM settlement.ledger_entry",
        "SHOW TABLES",
        "SHOW CREATE TABLE ledger_entry",
        "DESCRIBE TABLE ledger_entry",
        "SELECT '; DROP TABLE x', 'file(', '#$ 中文', 'it''s', 'a\\'b'",
        "SELECT format('{}', account), e.file, url, e.amount FROM ledger_entry AS e",
        "SELECT .5, 1.5e3, 1e-5, 1_000, 0x1F, 0b1, t.1 FROM (SELECT (1, 2) AS t)",
        "SELECT * FROM system.tables",
        "SELECT * FROM view(SELECT * FROM numbers(3))",
        "SELECT * FROM settlement.account_balance_as_of(at = '2026-11-23 16:00:00')",
        "SELECT \"settings\", `format` FROM x",
        "SELECT {'a': 1}"
      })
  void shouldLetReadingThrough(String sql) {
    assertThat(guard.check(sql)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ; ",
        "-- SELECT 1",
        "INSERT INTO ledger_entry VALUES (1)",
        "SELECT 1; DROP TABLE ledger_entry",
        "SELECT 1 /* ; */ ; /* */ DROP TABLE x",
        "/* SELECT */ DROP TABLE x",
        "-- SELECT\rDROP TABLE x",
        "SET readonly = 0",
        "USE system",
        "KILL QUERY WHERE 1",
        "SYSTEM SHUTDOWN",
        "SHOW PROCESSLIST",
        "SHOW FULL PROCESSLIST",
        "SHOW GRANTS",
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT 1 /**/settings/**/max_execution_time=0",
        "SELECT 1, .5SETTINGS max_execution_time = 0",
        "SELECT 1, .5e-1SETTINGS max_execution_time = 0",
        "SELECT 1, .5FORMAT Native",
        "SELECT 1 INTO OUTFILE '/tmp/x'",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "SELECT 1 FORMAT Null",
        "SELECT * FROM file('/etc/passwd')",
        "SELECT * FROM FiLe /* */ ('/etc/passwd')",
        "SELECT * FROM `file`('/etc/passwd')",
        "SELECT * FROM \"fi\\x6ce\"('/etc/passwd')",
        "SELECT file('/etc/passwd')",
        "SELECT * APPLY file FROM (SELECT '/etc/passwd')",
        "SELECT * APPLY(`file`) FROM (SELECT '/etc/passwd')",
        "SELECT arrayMap(file, ['/etc/passwd'])",
        "SELECT arrayMap((`file`), ['/etc/passwd'])",
        "SELECT arrayMap(file AS f, ['/etc/passwd'])",
        "SELECT arrayMap(getClientHTTPHeader, ['X-ClickHouse-Key'])",
        "SELECT arrayMap(aiGenerate, ['x'])",
        "SELECT generateSerialID('s'), logTrace('x')",
        "SHOW CREATE USER CURRENT_USER",
        "SHOW CREATE",
        "SELECT $a$ ' $a$, file('/etc/passwd'), '",
        "SELECT 1 # '\n, file('/etc/passwd') # '",
        "SELECT \u201c'\u201d, file('/etc/passwd') AS \u201c'\u201d",
        "SELECT 'a\\\\', file('/etc/passwd'), ''",
        "SELECT dictGetString('d', 'x', 1)",
        "SELECT * FROM merge('system', '.*')",
        "SELECT * FROM system.processes",
        "SELECT * FROM \"system\" . `processes`",
        "SELECT * FROM `system.processes`",
        "SELECT * FROM SYSTEM /* x */ . /* y */ query_log",
        "SELECT * FROM secrets.t",
        "SELECT * FROM default.`/etc/passwd`",
        "SELECT * FROM information_schema.tables",
        "SELECT 1 /* no end",
        "SELECT 'no end",
        "SELECT `no end",
        "SELECT 1\u0000"
      })
  void shouldRefuseWhatIsNoReadingOfTheTables(String sql) {
    assertThatThrownBy(() -> guard.check(sql)).isInstanceOf(RefusedSqlException.class);
  }

  @Test
  void shouldGiveClickHouseWhatWasChecked() {
    assertThat(guard.check("SELECT/* a */1 -- b\r\n, '-- c' ;")).isEqualTo("SELECT 1  \n, '-- c' ");
  }

  @Test
  void shouldRefuseAStatementThatIsTooLong() {
    String sql = "SELECT '" + "x".repeat(20_000) + "'";

    assertThatThrownBy(() -> guard.check(sql)).hasMessageContaining("20000 characters");
  }
}
