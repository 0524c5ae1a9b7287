package dev.settle.batch.nightly;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history of nights on a real PostgreSQL and a real ClickHouse engine, which each test class has
 * for itself: the servers, the folder of statements, and what tests ask of them.
 */
abstract class NightHistory {
  static final String MERCHANT = "1900000109";
  static final Clock LATER = Clock.fixed(Instant.parse("2026-12-31T00:00:00Z"), UTC);
  static final Duration PATIENCE = Duration.ofSeconds(3);

  static Path statements;
  static EngineProcess engine;
  static EmbeddedPostgres embedded;
  static DataSource postgres;
  static ClickHouse clickHouse;
  static Pipeline pipeline;

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    statements = folder;
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    postgres = embedded.getPostgresDatabase();
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    pipeline = new Pipeline(postgres, clickHouse);
    Files.createDirectories(statements.resolve("wechat"));
  }

  @AfterAll
  static void stopServers() throws Exception {
    pipeline.close();
    clickHouse.close();
    engine.close();
    embedded.close();
  }

  static void night(String date) {
    run(options(date, null, false));
  }

  static BatchException failing(String date) {
    return catchThrowableOfType(BatchException.class, () -> night(date));
  }

  static void run(NightOptions options) {
    NightlyApplication.run(
        options, new Night(options, postgres, clickHouse, pipeline, LATER), postgres);
  }

  static NightOptions options(String date, @Nullable NightStep from, boolean replace) {
    return options(date, from, replace, "test");
  }

  static NightOptions options(
      String date, @Nullable NightStep from, boolean replace, @Nullable String closedBy) {
    return new NightOptions(
        LocalDate.parse(date), null, statements, from, replace, PATIENCE, 40, closedBy);
  }

  static String summary(String date) {
    NightOptions options = options(date, null, false);
    return new NightlySummary(
            clickHouse, options, new Night(options, postgres, clickHouse, pipeline, LATER))
        .text();
  }

  static String fileName(String date) {
    return MERCHANT + "All" + date + "_" + date + ".csv";
  }

  static void write(String date, String bill) throws Exception {
    Files.writeString(
        statements.resolve("wechat").resolve(fileName(date)), bill, StandardCharsets.UTF_8);
  }

  static List<GenericRecord> rows(String sql) {
    return clickHouse.rows(sql, Map.of());
  }

  static long number(String sql) {
    return rows(sql).get(0).getLong("n");
  }

  static long count(String table, String date) {
    return number(
        "SELECT count() AS n FROM settlement.%s WHERE business_date = '%s'".formatted(table, date));
  }

  static Map<String, Long> classes(String date) {
    Map<String, Long> classes = new TreeMap<>();
    rows("SELECT class, count() AS n FROM settlement.reconciliation_item WHERE business_date = '%s' GROUP BY class"
            .formatted(date))
        .forEach(row -> classes.put(row.getString("class"), row.getLong("n")));
    return classes;
  }

  static List<String> verdicts(String date) {
    return rows(
            "SELECT verdict FROM settlement.channel_statement_file WHERE business_date = '%s' ORDER BY generation"
                .formatted(date))
        .stream()
        .map(row -> row.getString("verdict"))
        .toList();
  }

  static List<String> closings(String date) throws SQLException {
    return texts(
        "SELECT channel FROM payments.business_day_close WHERE business_date = '%s' ORDER BY channel"
            .formatted(date));
  }

  static long executionsOf(String step) throws SQLException {
    return Long.parseLong(
        texts("SELECT count(*) FROM batch.batch_step_execution WHERE step_name = '" + step + "'")
            .get(0));
  }

  /** The first column of what PostgreSQL answers. */
  static List<String> texts(String sql) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
