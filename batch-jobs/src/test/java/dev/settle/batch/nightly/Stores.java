package dev.settle.batch.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and ClickHouse as tests write to them: at once, or what belongs together together. */
final class Stores {
  final DataSource postgres;
  final ClickHouse clickHouse;
  private @Nullable Collected collected;

  Stores(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  void sql(String... statements) throws SQLException {
    if (collected != null) {
      collected.statements.addAll(List.of(statements));
      return;
    }
    execute(List.of(statements));
  }

  /**
   * Writes what is written meanwhile together at the end: one transaction in PostgreSQL, one insert
   * a table and set of columns in ClickHouse. A day of hundreds of rows takes a moment then.
   */
  void together(Writes writes) throws SQLException {
    Collected batch = new Collected(new ArrayList<>(), new LinkedHashMap<>());
    collected = batch;
    try {
      writes.write();
    } finally {
      collected = null;
    }
    execute(batch.statements);
    batch.rows.forEach((target, rows) -> insert(target, String.join(", ", rows)));
  }

  void insert(String target, String values) {
    if (collected != null) {
      collected.rows.computeIfAbsent(target, key -> new ArrayList<>()).add(values);
      return;
    }
    clickHouse.run("INSERT INTO settlement." + target + " VALUES " + values, Map.of());
  }

  private void execute(List<String> statements) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.addBatch(sql);
      }
      statement.executeBatch();
      connection.commit();
    }
  }

  /** Writes of the payment service. */
  @FunctionalInterface
  interface Writes {
    void write() throws SQLException;
  }

  /** An SQL literal. */
  static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "'" + text + "'";
  }

  private record Collected(List<String> statements, Map<String, List<String>> rows) {}
}
