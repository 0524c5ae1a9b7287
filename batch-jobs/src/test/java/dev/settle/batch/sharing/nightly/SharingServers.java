package dev.settle.batch.sharing.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real PostgreSQL and a real ClickHouse engine, which each test class has for itself. */
abstract class SharingServers {
  static EngineProcess engine;
  static EmbeddedPostgres embedded;
  static DataSource postgres;
  static ClickHouse clickHouse;
  static MatchedNight nights;

  @BeforeAll
  static void startServers() throws Exception {
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    postgres = embedded.getPostgresDatabase();
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    nights = new MatchedNight(clickHouse);
  }

  @AfterAll
  static void stopServers() throws Exception {
    clickHouse.close();
    engine.close();
    embedded.close();
  }

  static List<GenericRecord> rows(String sql) {
    return clickHouse.rows(sql, Map.of());
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

  static void sql(String sql) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
