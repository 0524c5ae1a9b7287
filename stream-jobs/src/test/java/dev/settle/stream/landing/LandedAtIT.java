package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The migration that makes ClickHouse keep when an entry landed, over a table with entries. */
class LandedAtIT {
  private static final String MIGRATION = "/clickhouse/V021__landed_at.sql";

  @Test
  void shouldKeepWhenAnEntryLandedAndNotInventItForThoseOfBefore() throws Exception {
    try (EngineProcess engine = EngineProcess.start()) {
      LandingTables.migrate(engine);
      engine.query(
          "ALTER TABLE settlement.ledger_entry DROP COLUMN landed_at SETTINGS mutations_sync = 2");
      insert(engine, 1);

      SqlScript.statements(migration()).forEach(engine::query);
      insert(engine, 2);
      engine.query("OPTIMIZE TABLE settlement.ledger_entry FINAL");

      assertThat(
              engine.query(
                  "SELECT sequence, toUnixTimestamp64Milli(landed_at) = 0,"
                      + " landed_at BETWEEN now64(3) - INTERVAL 1 MINUTE AND now64(3)"
                      + " FROM settlement.ledger_entry ORDER BY sequence"))
          .isEqualTo("1\t1\t0\n2\t0\t1");

      String landedBefore = engine.query("SELECT now64(3)").strip();
      SqlScript.statements(migration()).forEach(engine::query);

      assertThat(
              engine.query(
                  "SELECT countIf(landed_at > '%s') FROM settlement.ledger_entry"
                      .formatted(landedBefore)))
          .as("times made up when the migration runs again")
          .isEqualTo("0");
    }
  }

  private static void insert(EngineProcess engine, int sequence) {
    engine.query(
        "INSERT INTO settlement.ledger_entry (account, sequence) VALUES ('user:1', %d)"
            .formatted(sequence));
  }

  private static String migration() throws IOException {
    try (InputStream in = LandedAtIT.class.getResourceAsStream(MIGRATION)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
