package dev.settle.schemas.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database refuses and takes of fraud rules. */
class FraudRulesIT {
  private static final String AGGREGATE =
      "INSERT INTO payments.fraud_rule (rule_id, name, kind, status, action, key_fields, currency, window_seconds, aggregate, pane_seconds, comparison, threshold, updated_by)"
          + " VALUES ('%s', 'n', 'AGGREGATE', 'ACTIVE', 'ALERT', '{payer}', 'CNY', 3600, 'SUM', 60, '>=', 100, 'ana')";
  private static final String SEQUENCE =
      "INSERT INTO payments.fraud_rule (rule_id, name, kind, status, action, key_fields, currency, window_seconds, sequence, small_count, small_amount_max, amount_min, share_bp, updated_by)"
          + " VALUES ('%s', 'n', 'SEQUENCE', 'ACTIVE', 'BLOCK', '{payer}', 'CNY', 600, %s, 'ana')";

  private static EmbeddedPostgres postgres;
  private static Connection connection;
  private static int rows;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    PostgresMigrations.migrate(url, "postgres", "postgres");
    connection = DriverManager.getConnection(url, "postgres", "postgres");
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    connection.close();
    postgres.close();
  }

  @Test
  void shouldTakeARuleAndItsNextVersion() throws SQLException {
    String id = insert();
    run(
        "UPDATE payments.fraud_rule SET status = 'PAUSED', version = 2 WHERE version = 1 AND rule_id = '%s'"
            .formatted(id));
    run(SEQUENCE.formatted("s1", "'SMALL_THEN_LARGE', 3, 100, 5000, NULL"));
    run(SEQUENCE.formatted("s2", "'PASS_THROUGH', NULL, NULL, 5000, 9000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "threshold = 5 | version 1 must follow 1",
        "version = 2, rule_id = 'other' | rule_id never changes",
        "version = 2, window_seconds = 2592060, pane_seconds = 43201 | window_seconds_check",
        "version = 2, pane_seconds = 7 | fraud_rule_panes",
        "version = 2, pane_seconds = 1 | fraud_rule_panes",
        "version = 2, key_fields = '{payer,payer}' | stands twice",
        "version = 2, key_fields = '{payer,color}' | key_fields_check",
        "version = 2, key_fields = '{}' | key_fields_check",
        "version = 2, aggregate = 'DISTINCT_COUNT' | fraud_rule_aggregate",
        "version = 2, threshold = NULL | fraud_rule_aggregate",
        "version = 2, share_bp = 5 | fraud_rule_aggregate",
        "version = 2, currency = NULL | fraud_rule_currency",
        "version = 2, effective_to = effective_from | fraud_rule_effective",
        "version = 2, action = 'JAIL' | action_check"
      })
  void shouldRefuseWhatContradictsItself(String change, String why) throws SQLException {
    String id = insert();
    assertThatThrownBy(
            () -> run("UPDATE payments.fraud_rule SET " + change + " WHERE rule_id = '" + id + "'"))
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'SMALL_THEN_LARGE', 3, 100, 100, NULL | fraud_rule_sequence",
        "'SMALL_THEN_LARGE', NULL, 100, 500, NULL | fraud_rule_sequence",
        "'PASS_THROUGH', 3, NULL, 500, 100 | fraud_rule_sequence",
        "'PASS_THROUGH', NULL, NULL, 500, NULL | fraud_rule_sequence",
        "NULL, NULL, NULL, 500, 100 | fraud_rule_aggregate"
      })
  void shouldRefuseASequenceThatLacksAPart(String parts, String why) {
    assertThatThrownBy(() -> run(SEQUENCE.formatted("bad", parts))).hasMessageContaining(why);
  }

  @Test
  void shouldKeepAndPublishRulesWhole() throws SQLException {
    insert();
    assertThatThrownBy(() -> run("DELETE FROM payments.fraud_rule"))
        .hasMessageContaining("never removed");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT relreplident::text FROM pg_class JOIN pg_publication_tables ON tablename = relname"
                    + " WHERE relname = 'fraud_rule' AND pubname = 'settle'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("f");
    }
  }

  private static String insert() throws SQLException {
    String id = "r" + ++rows;
    run(AGGREGATE.formatted(id));
    return id;
  }

  private static void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
