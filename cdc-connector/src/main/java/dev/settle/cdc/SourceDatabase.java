package dev.settle.cdc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions to PostgreSQL that the engine does not ask: is it ready to be captured, where stands
 * the slot. Each call opens a connection of its own and may take up to the connect timeout, 5 s.
 */
final class SourceDatabase {
  /** The captured tables, in schema {@code payments}. */
  static final List<String> TABLES =
      List.of(
          "payment_order",
          "refund",
          "funds_hold",
          "ledger_instruction",
          "merchant",
          "channel_account",
          "business_day_close",
          "fraud_rule",
          "cdc_heartbeat");

  private static final String SLOT_SQL = resource("slot.sql");
  private static final String TABLES_SQL = resource("published-tables.sql");

  /**
   * The slot and the log's end.
   *
   * @param slot null when there is none
   * @param walEnd end of the write-ahead log
   */
  record Position(@Nullable SlotState slot, long walEnd) {
    /** Bytes of log after the slot's confirmed position; -1 without a valid slot. */
    long lagBytes() {
      Long confirmed = slot == null ? null : slot.confirmedLsn();
      return confirmed == null ? -1 : Math.max(0, walEnd - confirmed);
    }
  }

  private final CaptureConfig config;

  SourceDatabase(CaptureConfig config) {
    this.config = config;
  }

  /**
   * What is missing before capture can begin; empty when nothing is.
   *
   * @throws SQLException when the database cannot be asked
   */
  Optional<String> notReady() throws SQLException {
    try (Connection connection = connect()) {
      String level = single(connection, "SHOW wal_level");
      if (!level.equals("logical")) {
        return Optional.of(
            "PostgreSQL runs with wal_level " + level + ": set wal_level = logical and restart it");
      }
      List<String> missing = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(TABLES_SQL)) {
        statement.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
        statement.setString(2, CaptureConfig.PUBLICATION);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            missing.add("payments." + rows.getString("table_name") + " " + lack(rows));
          }
        }
      }
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(
              String.join(", ", missing) + ": apply the PostgreSQL migrations of schemas/");
    }
  }

  private static String lack(ResultSet row) throws SQLException {
    if (!row.getBoolean("present")) {
      return "is not there";
    }
    return row.getBoolean("published")
        ? "is not REPLICA IDENTITY FULL"
        : "is not in publication " + CaptureConfig.PUBLICATION;
  }

  /**
   * Where the slot stands.
   *
   * @throws SQLException when the database cannot be asked
   */
  Position position() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(SLOT_SQL)) {
      statement.setString(1, CaptureConfig.SLOT);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("slot.sql returned no row");
        }
        return new Position(
            row.getBoolean("present")
                ? new SlotState(
                    row.getObject("restart_lsn", Long.class),
                    row.getObject("confirmed_lsn", Long.class),
                    Optional.ofNullable(row.getString("wal_status")).orElse("lost"),
                    row.getString("invalidation_reason"),
                    row.getObject("active_pid", Integer.class))
                : null,
            row.getLong("wal_end"));
      }
    }
  }

  /**
   * Which of the captured tables hold rows.
   *
   * @throws SQLException when the database cannot be asked
   */
  Set<String> filledTables() throws SQLException {
    Set<String> filled = new HashSet<>();
    try (Connection connection = connect()) {
      for (String table : TABLES) {
        if (single(connection, "SELECT EXISTS (SELECT FROM payments." + table + ")").equals("t")) {
          filled.add(table);
        }
      }
    }
    return filled;
  }

  /**
   * Drops the slot.
   *
   * @throws SQLException also when somebody streams from it
   */
  void dropSlot() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
      statement.setString(1, CaptureConfig.SLOT);
      statement.execute();
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.postgresUser());
    properties.setProperty("password", config.postgresPassword());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("ApplicationName", "settle-cdc-check");
    return DriverManager.getConnection(config.postgresUrl(), properties);
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException(sql + " returned no row");
      }
      return row.getString(1);
    }
  }

  private static String resource(String name) {
    try (InputStream in = SourceDatabase.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
