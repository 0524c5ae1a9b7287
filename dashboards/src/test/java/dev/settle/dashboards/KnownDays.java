package dev.settle.dashboards;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/** The real engine with the real tables and the rows of {@code known-days.sql}. */
final class KnownDays {
  private KnownDays() {}

  static EngineProcess start() throws SQLException, IOException {
    EngineProcess engine = EngineProcess.start();
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
      SqlScript.statements(resource("/known-days.sql")).forEach(engine::query);
      return engine;
    } catch (SQLException | IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = KnownDays.class.getResourceAsStream(name)) {
      Objects.requireNonNull(in, () -> "no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
