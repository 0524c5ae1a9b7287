package dev.settle.schemas.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the ClickHouse migrations listed in {@code clickhouse/migrations.txt}, in that order, and
 * keeps {@code settlement.schema_history}. ClickHouse has no transactions: every statement of a
 * migration is idempotent (IF NOT EXISTS, OR REPLACE), so one that was cut off is simply run again.
 */
public final class ClickHouseMigrations {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseMigrations.class);
  private static final String FOLDER = "/clickhouse/";

  private ClickHouseMigrations() {}

  /**
   * Brings the database {@code settlement} to the newest version; does nothing when it is there.
   *
   * @param connection to any database of the server; stays open
   * @return number of migrations applied
   * @throws MigrationException when a statement fails or an applied migration was edited
   * @throws SQLException when the history cannot be read
   */
  public static int migrate(Connection connection) throws SQLException {
    execute(connection, "CREATE DATABASE IF NOT EXISTS settlement");
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS settlement.schema_history (name String, sha256 String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))"
            + " ENGINE = MergeTree ORDER BY name COMMENT 'Applied migrations'");
    Map<String, String> applied = history(connection);
    int count = 0;
    for (String name : read("migrations.txt").lines().filter(line -> !line.isBlank()).toList()) {
      String script = read(name);
      String sha256 = sha256(script);
      String known = applied.get(name);
      if (known == null) {
        apply(connection, name, script, sha256);
        count++;
      } else if (!known.equals(sha256)) {
        throw new MigrationException(
            "ClickHouse migration "
                + name
                + " was edited after it was applied: add a new one instead");
      }
    }
    return count;
  }

  private static void apply(Connection connection, String name, String script, String sha256)
      throws SQLException {
    List<String> statements = SqlScript.statements(script);
    for (int i = 0; i < statements.size(); i++) {
      try {
        execute(connection, statements.get(i));
      } catch (SQLException e) {
        throw new MigrationException(
            "ClickHouse migration " + name + ", statement " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO settlement.schema_history (name, sha256) VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, sha256);
      insert.executeUpdate();
    }
    LOG.info("ClickHouse migration {} applied, {} statements", name, statements.size());
  }

  private static Map<String, String> history(Connection connection) throws SQLException {
    Map<String, String> applied = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name, sha256 FROM settlement.schema_history")) {
      while (rows.next()) {
        applied.put(rows.getString(1), rows.getString(2));
      }
    }
    return applied;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String read(String name) {
    try (InputStream in = ClickHouseMigrations.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new MigrationException("no resource " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FOLDER + name, e);
    }
  }

  private static String sha256(String script) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
