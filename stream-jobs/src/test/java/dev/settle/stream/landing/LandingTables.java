package dev.settle.stream.landing;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The real tables in a test's engine, with a materialized view over the ledger. */
final class LandingTables {
  private LandingTables() {}

  static void migrate(EngineProcess engine) throws SQLException {
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl(), "default", "")) {
      ClickHouseMigrations.migrate(connection);
    }
    engine.query(
        "CREATE TABLE settlement.entry_count (currency String, entries UInt64, amount Int64)"
            + " ENGINE = SummingMergeTree ORDER BY currency"
            + " SETTINGS non_replicated_deduplication_window = 10000");
    engine.query(
        "CREATE MATERIALIZED VIEW settlement.entry_count_view TO settlement.entry_count AS"
            + " SELECT currency, count() AS entries, sum(amount) AS amount"
            + " FROM settlement.ledger_entry GROUP BY currency");
  }
}
