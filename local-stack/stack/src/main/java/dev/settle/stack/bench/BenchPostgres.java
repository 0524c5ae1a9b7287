package dev.settle.stack.bench;

import dev.settle.schemas.migration.PostgresMigrations;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.postgres.PostgresServer;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The local stack's PostgreSQL as a child process. */
final class BenchPostgres implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final int STOP_MAX_S = 30;

  private final StackConfig config;
  private final Process process;

  private BenchPostgres(StackConfig config, Process process) {
    this.config = config;
    this.process = process;
  }

  /**
   * Starts it with the configuration's port and data directory; returns when it serves.
   *
   * @throws ServerFailedException when it does not; the message names its log
   */
  static BenchPostgres start(StackConfig config) throws IOException, InterruptedException {
    PostgresServer server = new PostgresServer(config);
    Files.createDirectories(server.logFile().getParent());
    server.prepare();
    var launch = server.launch();
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(server.logFile().toFile()));
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    // A server must not outlive a measurement that was interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-postgres"));
    ComponentRecord record =
        new ComponentRecord(
            server.name(),
            server.port(),
            ProcessIdentity.of(process.pid()).orElse(null),
            launch.command(),
            Instant.now(),
            0,
            null);
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!server.isReady(record)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new ServerFailedException("PostgreSQL does not serve: see " + server.logFile());
      }
      Thread.sleep(100);
    }
    return new BenchPostgres(config, process);
  }

  /**
   * Makes a database with the pipeline's schema and runs a statement in it.
   *
   * @return its JDBC URL with login and password
   */
  String makeDatabase(String name, String statement) throws SQLException {
    execute("postgres", "CREATE DATABASE " + name);
    PostgresMigrations.migrate(
        config.localPostgresUrl(name), config.postgresUser(), config.postgresPassword());
    execute(name, statement);
    return config.localPostgresUrl(name)
        + "?user="
        + encoded(config.postgresUser())
        + "&password="
        + encoded(config.postgresPassword());
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                config.localPostgresUrl(database),
                config.postgresUser(),
                config.postgresPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
