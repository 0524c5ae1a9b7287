package dev.settle.stack.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that say what the stack is made of. A value is taken from the flag, else from the
 * environment, else from what the last {@code settle up} of this data directory used, else the
 * default.
 */
public final class StackOptions {

  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:SETTLE_DATA_DIR}",
      description =
          "Data, logs and process records; env SETTLE_DATA_DIR; default .settle in the project.")
  private @Nullable Path dataDir;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_POSTGRES_PORT}",
      description = "PostgreSQL; env SETTLE_POSTGRES_PORT; default 15432.")
  private @Nullable Integer postgresPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_KAFKA_PORT}",
      description = "Kafka; env SETTLE_KAFKA_PORT; default 19092.")
  private @Nullable Integer kafkaPort;

  @Option(
      names = "--kafka-controller-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_KAFKA_CONTROLLER_PORT}",
      description = "Kafka's controller; env SETTLE_KAFKA_CONTROLLER_PORT; default 19093.")
  private @Nullable Integer kafkaControllerPort;

  @Option(
      names = "--clickhouse-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PORT}",
      description = "ClickHouse over HTTP; env SETTLE_CLICKHOUSE_PORT; default 18123.")
  private @Nullable Integer clickhousePort;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_FLINK_PORT}",
      description = "Flink's REST API and page; env SETTLE_FLINK_PORT; default 18081.")
  private @Nullable Integer flinkPort;

  @Option(
      names = "--flink-rpc-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_FLINK_RPC_PORT}",
      description = "JobManager RPC; env SETTLE_FLINK_RPC_PORT; default 16123.")
  private @Nullable Integer flinkRpcPort;

  @Option(
      names = "--flink-blob-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_FLINK_BLOB_PORT}",
      description = "JobManager blob server; env SETTLE_FLINK_BLOB_PORT; default 16124.")
  private @Nullable Integer flinkBlobPort;

  @Option(
      names = "--flink-metrics-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_FLINK_METRICS_PORT}",
      description =
          "The JobManager's metrics for Prometheus; env SETTLE_FLINK_METRICS_PORT; default 18082.")
  private @Nullable Integer flinkMetricsPort;

  @Option(
      names = "--flink-taskmanager-metrics-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_FLINK_TASKMANAGER_METRICS_PORT}",
      description = "The TaskManager's; env SETTLE_FLINK_TASKMANAGER_METRICS_PORT; default 18083.")
  private @Nullable Integer flinkTaskManagerMetricsPort;

  @Option(
      names = "--zookeeper-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_ZOOKEEPER_PORT}",
      description = "ZooKeeper; env SETTLE_ZOOKEEPER_PORT; default 12181.")
  private @Nullable Integer zookeeperPort;

  @Option(
      names = "--cdc-health-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_CDC_HEALTH_PORT}",
      description =
          "The connector's health and metrics; env SETTLE_CDC_HEALTH_PORT; default 18090.")
  private @Nullable Integer cdcHealthPort;

  @Option(
      names = "--dashboards-port",
      paramLabel = "PORT",
      defaultValue = "${env:SETTLE_DASHBOARDS_PORT}",
      description = "The dashboards' page; env SETTLE_DASHBOARDS_PORT; default 18080.")
  private @Nullable Integer dashboardsPort;

  @Option(
      names = "--flink-slots",
      paramLabel = "N",
      defaultValue = "${env:SETTLE_FLINK_SLOTS}",
      description = "Task slots; env SETTLE_FLINK_SLOTS; default 6.")
  private @Nullable Integer flinkSlots;

  @Option(
      names = "--flink-taskmanager-memory",
      paramLabel = "MiB",
      defaultValue = "${env:SETTLE_FLINK_TASKMANAGER_MEMORY}",
      description =
          "Size of the TaskManager's process; env SETTLE_FLINK_TASKMANAGER_MEMORY; default 3072.")
  private @Nullable Integer flinkTaskManagerMemoryMb;

  @Option(
      names = "--flink-checkpoint-interval",
      paramLabel = "MS",
      defaultValue = "${env:SETTLE_FLINK_CHECKPOINT_INTERVAL_MS}",
      description =
          "Time between checkpoints; env SETTLE_FLINK_CHECKPOINT_INTERVAL_MS; default 3000.")
  private @Nullable Integer flinkCheckpointIntervalMs;

  @Option(
      names = "--postgres-url",
      paramLabel = "JDBC",
      defaultValue = "${env:SETTLE_POSTGRES_URL}",
      description = "PostgreSQL to work with; env SETTLE_POSTGRES_URL; default the local one.")
  private @Nullable String postgresUrl;

  @Option(
      names = "--postgres-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_POSTGRES_USER:-settle}",
      description = "Env SETTLE_POSTGRES_USER; default settle.")
  private String postgresUser = "settle";

  @Option(
      names = "--postgres-password",
      paramLabel = "SECRET",
      defaultValue = "${env:SETTLE_POSTGRES_PASSWORD:-settle}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Env SETTLE_POSTGRES_PASSWORD; default settle.")
  private String postgresPassword = "settle";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SETTLE_KAFKA_BOOTSTRAP_SERVERS}",
      description =
          "Kafka to work with; env SETTLE_KAFKA_BOOTSTRAP_SERVERS; default the local one.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_CLICKHOUSE_URL}",
      description = "ClickHouse to work with; env SETTLE_CLICKHOUSE_URL; default the local one.")
  private @Nullable String clickhouseUrl;

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_CLICKHOUSE_USER:-default}",
      description = "Env SETTLE_CLICKHOUSE_USER; default default.")
  private String clickhouseUser = "default";

  @Option(
      names = "--clickhouse-password",
      paramLabel = "SECRET",
      defaultValue = "${env:SETTLE_CLICKHOUSE_PASSWORD:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Env SETTLE_CLICKHOUSE_PASSWORD; default empty.")
  private @Nullable String clickhousePassword;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_FLINK_URL}",
      description = "Flink's REST API to work with; env SETTLE_FLINK_URL; default the local one.")
  private @Nullable String flinkUrl;

  /**
   * Settles every value.
   *
   * @throws ConfigException listing everything that is wrong
   * @throws IOException when the data directory's own record cannot be read
   */
  public StackConfig resolve() throws IOException {
    List<String> errors = new ArrayList<>();
    Path home = home();
    Path data = (dataDir == null ? home.resolve(".settle") : dataDir).toAbsolutePath().normalize();
    for (Path path : List.of(home, data)) {
      if (path.toString().contains(":")) {
        errors.add(
            "the path '"
                + path
                + "' holds a colon, which Java cannot have in a class path: choose another");
      }
    }
    Map<String, Integer> remembered = new HashMap<>(StackState.read(data).settings());
    Map<String, Integer> ports = new LinkedHashMap<>();
    StackPorts stackPorts =
        new StackPorts(
            port(ports, remembered, "--postgres-port", postgresPort, 15432),
            port(ports, remembered, "--kafka-port", kafkaPort, 19092),
            port(ports, remembered, "--kafka-controller-port", kafkaControllerPort, 19093),
            port(ports, remembered, "--clickhouse-port", clickhousePort, 18123),
            port(ports, remembered, "--flink-port", flinkPort, 18081),
            port(ports, remembered, "--flink-rpc-port", flinkRpcPort, 16123),
            port(ports, remembered, "--flink-blob-port", flinkBlobPort, 16124),
            port(ports, remembered, "--flink-metrics-port", flinkMetricsPort, 18082),
            port(
                ports,
                remembered,
                "--flink-taskmanager-metrics-port",
                flinkTaskManagerMetricsPort,
                18083),
            port(ports, remembered, "--zookeeper-port", zookeeperPort, 12181),
            port(ports, remembered, "--cdc-health-port", cdcHealthPort, 18090),
            port(ports, remembered, "--dashboards-port", dashboardsPort, 18080));
    checkPorts(ports, errors);
    int slots = setting(remembered, "--flink-slots", flinkSlots, 6);
    int memoryMb =
        setting(remembered, "--flink-taskmanager-memory", flinkTaskManagerMemoryMb, 3072);
    int intervalMs =
        setting(remembered, "--flink-checkpoint-interval", flinkCheckpointIntervalMs, 3000);
    checkRange(errors, "--flink-slots", slots, 1, 64);
    checkRange(errors, "--flink-taskmanager-memory", memoryMb, 1024, 1 << 20);
    checkRange(errors, "--flink-checkpoint-interval", intervalMs, 100, 3_600_000);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return new StackConfig(
        home,
        data,
        stackPorts,
        postgresUser,
        postgresPassword,
        slots,
        memoryMb,
        intervalMs,
        orLocal(flinkUrl, "http://127.0.0.1:" + stackPorts.flink()),
        orLocal(
            postgresUrl,
            "jdbc:postgresql://127.0.0.1:" + stackPorts.postgres() + "/" + StackConfig.DATABASE),
        orLocal(bootstrapServers, "127.0.0.1:" + stackPorts.kafka()),
        orLocal(clickhouseUrl, "http://127.0.0.1:" + stackPorts.clickhouse()),
        clickhouseUser,
        clickhousePassword == null ? "" : clickhousePassword);
  }

  private static Path home() {
    String home = System.getenv("SETTLE_HOME");
    return Path.of(home == null || home.isBlank() ? "." : home).toAbsolutePath().normalize();
  }

  private static int port(
      Map<String, Integer> ports,
      Map<String, Integer> remembered,
      String flag,
      @Nullable Integer given,
      int standard) {
    int port = setting(remembered, flag, given, standard);
    ports.put(flag, port);
    return port;
  }

  private static int setting(
      Map<String, Integer> remembered, String flag, @Nullable Integer given, int standard) {
    return given != null ? given : remembered.getOrDefault(flag, standard);
  }

  private static void checkPorts(Map<String, Integer> ports, List<String> errors) {
    Map<Integer, String> taken = new HashMap<>();
    ports.forEach(
        (flag, port) -> {
          checkRange(errors, flag, port, 1, PORT_MAX);
          String other = taken.putIfAbsent(port, flag);
          if (other != null) {
            errors.add(
                flag + " and " + other + " are both " + port + ": give each a port of its own");
          }
        });
  }

  private static void checkRange(List<String> errors, String flag, int value, int min, int max) {
    if (value < min || value > max) {
      errors.add(flag + " is " + value + ", must be between " + min + " and " + max);
    }
  }

  private static String orLocal(@Nullable String url, String local) {
    return url == null || url.isBlank() ? local : url;
  }
}
