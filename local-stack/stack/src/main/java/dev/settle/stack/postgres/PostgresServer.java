package dev.settle.stack.postgres;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * PostgreSQL with logical replication, every durability setting on, listening on loopback only and
 * reachable by password.
 *
 * <p>PostgreSQL refuses to run as root. For root it is started in a user namespace of its own
 * ({@code unshare -U}), in which it sees itself as nobody and still owns its files.
 */
public final class PostgresServer implements Server {

  /**
   * WAL that a forgotten or slow replication slot may hold back before PostgreSQL gives it up, so
   * the disk cannot fill.
   */
  private static final String SLOT_WAL_KEEP_MAX = "8GB";

  private final StackConfig config;
  private final Path home;
  private final Path programs;
  private final Path cluster;

  /** For this configuration. */
  public PostgresServer(StackConfig config) {
    this.config = config;
    this.home = config.data("postgres");
    this.programs = home.resolve("programs");
    this.cluster = home.resolve("data");
  }

  @Override
  public String name() {
    return Component.POSTGRES.label();
  }

  @Override
  public int port() {
    return config.ports().postgres();
  }

  @Override
  public String portFlag() {
    return Component.POSTGRES.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    Files.createDirectories(home);
    PostgresBinaries.unpack(programs);
    if (Files.isDirectory(cluster)) {
      return;
    }
    Path partial = home.resolve("data.partial");
    PostgresBinaries.deleteTree(partial);
    Path password =
        Files.createTempFile(
            home,
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, config.postgresPassword() + "\n", StandardCharsets.UTF_8);
      List<String> command = new ArrayList<>(asOrdinaryUser());
      command.addAll(
          List.of(
              programs.resolve("bin/initdb").toString(),
              "--pgdata=" + partial,
              "--username=" + config.postgresUser(),
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--no-instructions"));
      Commands.run(
          "initdb (making PostgreSQL's data directory)", new Launch(command, Map.of(), home));
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(partial, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Launch launch() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", cluster.toString()));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new Launch(command, Map.of("TZ", "UTC"), home);
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("port", Integer.toString(port())),
        Map.entry("unix_socket_directories", ""),
        Map.entry("wal_level", "logical"),
        Map.entry("fsync", "on"),
        Map.entry("synchronous_commit", "on"),
        Map.entry("full_page_writes", "on"),
        Map.entry("max_replication_slots", "10"),
        Map.entry("max_wal_senders", "10"),
        Map.entry("max_slot_wal_keep_size", SLOT_WAL_KEEP_MAX),
        Map.entry("max_wal_size", "2GB"),
        Map.entry("shared_buffers", "256MB"),
        Map.entry("max_connections", "100"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"));
  }

  @Override
  public boolean isReady(ComponentRecord record) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 1")) {
      return result.next();
    } catch (SQLException e) {
      // Not up yet, or recovering: the caller asks again and shows the server's log when it has
      // waited long enough.
      return false;
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.postgresUser());
    properties.setProperty("password", config.postgresPassword());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(config.localPostgresUrl(database), properties);
  }

  /**
   * Fast shutdown: ends the sessions and writes a checkpoint; TERM would wait for every client to
   * leave.
   */
  @Override
  public String stopSignal() {
    return "INT";
  }

  private List<String> asOrdinaryUser() throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    try {
      Commands.run("unshare", new Launch(List.of("unshare", "-U", "true"), Map.of(), home));
    } catch (IOException | ServerFailedException e) {
      throw new ServerFailedException(
          "PostgreSQL does not run as root, and this system does not allow root a user namespace (unshare -U: "
              + e.getMessage()
              + "): run settle as an ordinary user");
    }
    return List.of("unshare", "-U", "--");
  }
}
