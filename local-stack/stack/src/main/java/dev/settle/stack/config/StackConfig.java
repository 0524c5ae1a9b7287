package dev.settle.stack.config;

import java.nio.file.Path;

/**
 * Everything the local stack needs to know; made once per command by {@link
 * StackOptions#resolve()}.
 *
 * @param home the project's directory, where the modules' targets are
 * @param dataDir where all data, logs and records of processes go
 * @param ports the ports
 * @param postgresUser owner of the database {@code settle}
 * @param postgresPassword its password
 * @param flinkTaskSlots slots of the TaskManager
 * @param flinkTaskManagerMemoryMb size of the TaskManager's process, MiB
 * @param flinkCheckpointIntervalMs time between checkpoints, ms
 * @param flinkUrl address of Flink's REST API for submissions, the local one unless told
 * @param postgresUrl JDBC address of PostgreSQL, the local one unless told
 * @param bootstrapServers address of Kafka, the local one unless told
 * @param clickhouseUrl address of ClickHouse, the local one unless told
 * @param clickhouseUser user there
 * @param clickhousePassword its password
 */
public record StackConfig(
    Path home,
    Path dataDir,
    StackPorts ports,
    String postgresUser,
    String postgresPassword,
    int flinkTaskSlots,
    int flinkTaskManagerMemoryMb,
    int flinkCheckpointIntervalMs,
    String flinkUrl,
    String postgresUrl,
    String bootstrapServers,
    String clickhouseUrl,
    String clickhouseUser,
    String clickhousePassword) {

  /** Name of the database. */
  public static final String DATABASE = "settle";

  /** Where the records of running processes are. */
  public Path runDir() {
    return dataDir.resolve("run");
  }

  /** Where the logs are. */
  public Path logDir() {
    return dataDir.resolve("logs");
  }

  /** The log of one component. */
  public Path log(String component) {
    return logDir().resolve(component + ".log");
  }

  /** Where a component's copies of this project's own jars are. */
  public Path appDir(String component) {
    return dataDir.resolve("app").resolve(component);
  }

  /** Data of one part. */
  public Path data(String part) {
    return dataDir.resolve(part);
  }

  /** JDBC address of the local PostgreSQL's maintenance database. */
  public String localPostgresUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database;
  }

  /** Address of the local Flink cluster, whatever {@link #flinkUrl()} says. */
  public String localFlinkUrl() {
    return "http://127.0.0.1:" + ports.flink();
  }

  /** Address of the local ClickHouse engine, whatever {@link #clickhouseUrl()} says. */
  public String localClickhouseUrl() {
    return "http://127.0.0.1:" + ports.clickhouse();
  }

  /** The same stack with its data elsewhere. */
  public StackConfig withDataDir(Path otherDataDir) {
    return new StackConfig(
        home,
        otherDataDir,
        ports,
        postgresUser,
        postgresPassword,
        flinkTaskSlots,
        flinkTaskManagerMemoryMb,
        flinkCheckpointIntervalMs,
        flinkUrl,
        postgresUrl,
        bootstrapServers,
        clickhouseUrl,
        clickhouseUser,
        clickhousePassword);
  }

  /** The same stack with its Kafka on other ports. */
  public StackConfig withKafkaPorts(int kafka, int kafkaController) {
    return new StackConfig(
        home,
        dataDir,
        new StackPorts(
            ports.postgres(),
            kafka,
            kafkaController,
            ports.clickhouse(),
            ports.flink(),
            ports.flinkRpc(),
            ports.flinkBlob(),
            ports.flinkMetrics(),
            ports.flinkTaskManagerMetrics(),
            ports.zookeeper(),
            ports.cdcHealth(),
            ports.dashboards()),
        postgresUser,
        postgresPassword,
        flinkTaskSlots,
        flinkTaskManagerMemoryMb,
        flinkCheckpointIntervalMs,
        flinkUrl,
        postgresUrl,
        "127.0.0.1:" + kafka,
        clickhouseUrl,
        clickhouseUser,
        clickhousePassword);
  }

  /** The same stack with its ClickHouse on another port. */
  public StackConfig withClickhousePort(int clickhouse) {
    return new StackConfig(
        home,
        dataDir,
        new StackPorts(
            ports.postgres(),
            ports.kafka(),
            ports.kafkaController(),
            clickhouse,
            ports.flink(),
            ports.flinkRpc(),
            ports.flinkBlob(),
            ports.flinkMetrics(),
            ports.flinkTaskManagerMetrics(),
            ports.zookeeper(),
            ports.cdcHealth(),
            ports.dashboards()),
        postgresUser,
        postgresPassword,
        flinkTaskSlots,
        flinkTaskManagerMemoryMb,
        flinkCheckpointIntervalMs,
        flinkUrl,
        postgresUrl,
        bootstrapServers,
        "http://127.0.0.1:" + clickhouse,
        clickhouseUser,
        clickhousePassword);
  }

  /** The same with another port of PostgreSQL. */
  public StackConfig withPostgresPort(int postgres) {
    return new StackConfig(
        home,
        dataDir,
        new StackPorts(
            postgres,
            ports.kafka(),
            ports.kafkaController(),
            ports.clickhouse(),
            ports.flink(),
            ports.flinkRpc(),
            ports.flinkBlob(),
            ports.flinkMetrics(),
            ports.flinkTaskManagerMetrics(),
            ports.zookeeper(),
            ports.cdcHealth(),
            ports.dashboards()),
        postgresUser,
        postgresPassword,
        flinkTaskSlots,
        flinkTaskManagerMemoryMb,
        flinkCheckpointIntervalMs,
        flinkUrl,
        "jdbc:postgresql://127.0.0.1:" + postgres + "/settle",
        bootstrapServers,
        clickhouseUrl,
        clickhouseUser,
        clickhousePassword);
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "data-dir=%s ports=%s postgres=%s user=%s kafka=%s clickhouse=%s flink=%s slots=%d taskmanager=%d MiB checkpoints=%d ms"
        .formatted(
            dataDir,
            ports,
            postgresUrl,
            postgresUser,
            bootstrapServers,
            clickhouseUrl,
            flinkUrl,
            flinkTaskSlots,
            flinkTaskManagerMemoryMb,
            flinkCheckpointIntervalMs);
  }
}
