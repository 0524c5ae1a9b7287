package dev.settle.stack.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.migration.PostgresMigrations;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stream.fraud.file.FileRule;
import dev.settle.stream.fraud.file.RefusedFileException;
import dev.settle.stream.fraud.file.RuleFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Publishing rules to a real PostgreSQL, whose own checks stand behind ours. */
@SuppressWarnings("NullAway") // the server is started before all tests
class FraudRulesIT {
  private static EmbeddedPostgres postgres;
  private static String url;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    PostgresMigrations.migrate(url, "postgres", "postgres");
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void shouldPublishTheCatalogueOnceAndListItAsTheSameFile() throws Exception {
    List<FileRule> catalogue =
        RuleFile.read(Files.readString(Path.of("../../deploy/fraud/rules.json")));
    assertThat(publish(catalogue)).extracting(FraudRules.Published::version).containsOnly(1L);
    assertThat(publish(catalogue))
        .extracting(FraudRules.Published::version)
        .containsOnlyNulls()
        .hasSize(catalogue.size());

    String listed;
    try (Connection connection = connect()) {
      listed =
          FraudRules.list(connection).stream()
              .map(FraudRules.Listed::json)
              .collect(Collectors.joining(",", "[", "]"));
    }
    assertThat(publish(RuleFile.read(listed)))
        .extracting(FraudRules.Published::version)
        .containsOnlyNulls();
  }

  @Test
  void shouldMakeTheNextVersionOfARuleThatChanged() throws Exception {
    String rule = rule("next", 5);
    publish(RuleFile.read(rule));
    String from = row("next", "effective_from");
    assertThat(publish(RuleFile.read(rule("next", 6))))
        .extracting(FraudRules.Published::version)
        .containsExactly(2L);
    assertThat(row("next", "threshold")).isEqualTo("6");
    assertThat(row("next", "updated_by")).isEqualTo("ana");
    assertThat(row("next", "effective_from")).isEqualTo(from);
    assertThat(publish(RuleFile.read(rule("next", 5))))
        .extracting(FraudRules.Published::version)
        .containsExactly(3L);
  }

  @Test
  void shouldNameTheRuleThatPostgresRefusesAndPublishNothing() throws Exception {
    List<FileRule> rules = RuleFile.read("[" + rule("good", 1) + "," + rule("bad", 1) + "]");
    // What only the database knows: as if its check were stricter than ours.
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER TABLE payments.fraud_rule ADD CONSTRAINT not_bad CHECK (rule_id <> 'bad')");
    }
    assertThatThrownBy(() -> publish(rules))
        .isInstanceOfSatisfying(TrafficException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
        .hasMessageContaining("rule bad: PostgreSQL refuses it, and nothing was published")
        .hasMessageContaining("not_bad");
    assertThat(row("good", "rule_id")).isEmpty();
  }

  private static List<FraudRules.Published> publish(List<FileRule> rules) throws SQLException {
    try (Connection connection = connect()) {
      return FraudRules.publish(connection, rules, "ana");
    }
  }

  private static String rule(String id, int threshold) throws RefusedFileException {
    return """
        {"rule_id": "%s", "name": "n", "kind": "AGGREGATE", "status": "SHADOW", "action": "ALERT",
         "key_fields": ["payer"], "window_seconds": 60, "pane_seconds": 1, "aggregate": "COUNT",
         "comparison": ">=", "threshold": %d}
        """
        .formatted(id, threshold);
  }

  private static String row(String id, String column) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT %s FROM payments.fraud_rule WHERE rule_id = '%s'".formatted(column, id))) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }
}
