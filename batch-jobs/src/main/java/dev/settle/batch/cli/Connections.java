package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Addresses of the servers: flags with an environment default, the same for every command. */
public final class Connections {
  @Option(
      names = "--postgres-url",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_POSTGRES_URL:-jdbc:postgresql://127.0.0.1:15432/settle}",
      description = "JDBC URL of PostgreSQL (SETTLE_POSTGRES_URL; ${DEFAULT-VALUE}).")
  private String postgresUrl = "";

  @Option(
      names = "--postgres-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_POSTGRES_USER:-settle}",
      description = "SETTLE_POSTGRES_USER; ${DEFAULT-VALUE}.")
  private String postgresUser = "";

  @Option(
      names = "--postgres-password",
      paramLabel = "TEXT",
      defaultValue = "${env:SETTLE_POSTGRES_PASSWORD:-settle}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "SETTLE_POSTGRES_PASSWORD.")
  private String postgresPassword = "";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SETTLE_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:19092}",
      description = "Kafka (SETTLE_KAFKA_BOOTSTRAP_SERVERS; ${DEFAULT-VALUE}).")
  private String bootstrapServers = "";

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_CLICKHOUSE_URL:-http://127.0.0.1:18123}",
      description = "HTTP address of ClickHouse (SETTLE_CLICKHOUSE_URL; ${DEFAULT-VALUE}).")
  private String clickHouseUrl = "";

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_CLICKHOUSE_USER:-default}",
      description = "SETTLE_CLICKHOUSE_USER; ${DEFAULT-VALUE}.")
  private String clickHouseUser = "";

  @Option(
      names = "--clickhouse-password",
      paramLabel = "TEXT",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PASSWORD:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "SETTLE_CLICKHOUSE_PASSWORD.")
  private String clickHousePassword = "";

  /** Where the statements are when no flag says: the data directory's. */
  static final String STATEMENTS_DEFAULT = "${env:SETTLE_STATEMENTS_DIR:-.settle/statements}";

  /** JDBC URL of PostgreSQL. */
  public String postgresUrl() {
    return postgresUrl;
  }

  /** Login of PostgreSQL. */
  public String postgresUser() {
    return postgresUser;
  }

  /** Password of PostgreSQL. */
  public String postgresPassword() {
    return postgresPassword;
  }

  /** Kafka's addresses. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** A client of ClickHouse that has answered once; the caller closes it. */
  public ClickHouse openClickHouse() {
    return ClickHouse.connect(clickHouseUrl, clickHouseUser, clickHousePassword);
  }

  /** PostgreSQL without a pool: a night needs a handful of connections. */
  public DataSource postgres() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgresUrl);
    source.setUser(postgresUser);
    source.setPassword(postgresPassword);
    return source;
  }

  /** Ends the command when PostgreSQL does not answer. */
  void requirePostgres() {
    try (Connection connection = openPostgres()) {
      connection.getMetaData();
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** A connection to PostgreSQL; the caller closes it. */
  public Connection openPostgres() {
    try {
      return DriverManager.getConnection(postgresUrl, postgresUser, postgresPassword);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private BatchException unreachable(SQLException e) {
    return BatchException.unreachable(
        "PostgreSQL at " + postgresUrl + " does not answer: " + e.getMessage(), e);
  }

  /** The addresses without secrets, for the log. */
  public String describe(Path statements) {
    return "postgres=%s kafka=%s clickhouse=%s statements=%s"
        .formatted(postgresUrl, bootstrapServers, clickHouseUrl, statements);
  }
}
