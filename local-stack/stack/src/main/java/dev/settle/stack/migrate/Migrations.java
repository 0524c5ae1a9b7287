package dev.settle.stack.migrate;

import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import dev.settle.stack.config.StackConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Makes or brings up to date what the pipeline needs on each of its servers; does nothing where all
 * is there.
 */
public final class Migrations {

  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String DATABASE_EXISTS = "42P04";

  private final StackConfig config;

  /** For the servers that this configuration names. */
  public Migrations(StackConfig config) {
    this.config = config;
  }

  /**
   * PostgreSQL: the database, when it is missing, and its schema.
   *
   * @return number of migrations applied
   * @throws SQLException when the server cannot be reached or refuses
   */
  public int postgres() throws SQLException {
    createDatabaseWhenMissing();
    return PostgresMigrations.migrate(
        config.postgresUrl(), config.postgresUser(), config.postgresPassword());
  }

  /**
   * ClickHouse: the database and its tables.
   *
   * @return number of migrations applied
   * @throws SQLException when the server cannot be reached or refuses
   */
  public int clickHouse() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.clickhouseUser());
    properties.setProperty("password", config.clickhousePassword());
    try (Connection connection =
        DriverManager.getConnection("jdbc:ch:" + config.clickhouseUrl(), properties)) {
      return ClickHouseMigrations.migrate(connection);
    }
  }

  /**
   * Kafka: the topics.
   *
   * @return number of topics made
   */
  public int kafka() throws InterruptedException {
    return new KafkaTopics(config.bootstrapServers()).create();
  }

  private void createDatabaseWhenMissing() throws SQLException {
    String url = config.postgresUrl();
    try (Connection connection =
        DriverManager.getConnection(url, config.postgresUser(), config.postgresPassword())) {
      connection.isValid(1);
      return;
    } catch (SQLException e) {
      if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
    int path = url.indexOf('/', "jdbc:postgresql://".length());
    int query = url.indexOf('?');
    String database = url.substring(path + 1, query < 0 ? url.length() : query);
    String maintenance =
        url.substring(0, path + 1) + "postgres" + (query < 0 ? "" : url.substring(query));
    try (Connection connection =
            DriverManager.getConnection(
                maintenance, config.postgresUser(), config.postgresPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE \"" + database.replace("\"", "\"\"") + "\"");
    } catch (SQLException e) {
      // Somebody else was quicker, which is as good.
      if (!DATABASE_EXISTS.equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
