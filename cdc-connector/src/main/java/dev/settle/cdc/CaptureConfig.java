package dev.settle.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connector's whole configuration, read once and checked. Every duration is in milliseconds.
 *
 * @param postgresUrl JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param postgresUser login with the REPLICATION attribute
 * @param postgresPassword its password; never printed
 * @param bootstrapServers Kafka's addresses
 * @param healthHost address that health and metrics are served on
 * @param healthPort its port; 0 takes a free one
 * @param recover what to do when slot and offsets disagree
 * @param heartbeatIntervalMs how often the heartbeat row is written, so that the slot advances
 * @param offsetFlushIntervalMs how often offsets are stored; bounds the duplicates after a crash
 * @param batchRowsMax most rows that are mapped and published together
 * @param queueRowsMax most rows that wait between the engine's reader and the publisher
 */
public record CaptureConfig(
    String postgresUrl,
    String postgresUser,
    String postgresPassword,
    String bootstrapServers,
    String healthHost,
    int healthPort,
    Recovery recover,
    int heartbeatIntervalMs,
    int offsetFlushIntervalMs,
    int batchRowsMax,
    int queueRowsMax) {

  /** Name of the replication slot. */
  public static final String SLOT = "settle_cdc";

  /** Name of the publication. */
  public static final String PUBLICATION = "settle";

  /** Name of the engine, under which its offsets are stored. */
  public static final String ENGINE = "settle-cdc";

  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://([^:/?]+)(?::(\\d{1,5}))?/([^/?]+)(?:\\?.*)?");
  private static final Pattern SERVERS =
      Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

  /** What the connector does when it cannot go on without loss. */
  public enum Recovery {
    /** Refuse to start and say why. */
    REFUSE,
    /** Accept what is lost and take a new snapshot. */
    RESNAPSHOT
  }

  /**
   * Checks all values at once.
   *
   * @throws InvalidConfigException naming every wrong value
   */
  public CaptureConfig {
    List<String> errors = new ArrayList<>();
    if (!URL.matcher(postgresUrl).matches()) {
      errors.add(
          "--postgres-url must look like jdbc:postgresql://host:port/database, not " + postgresUrl);
    }
    if (postgresUser.isBlank()) {
      errors.add("--postgres-user is empty");
    }
    if (!SERVERS.matcher(bootstrapServers).matches()) {
      errors.add(
          "--bootstrap-servers must look like host:port[,host:port], not " + bootstrapServers);
    }
    if (healthHost.isBlank()) {
      errors.add("--health-host is empty");
    }
    between(errors, "--health-port", healthPort, 0, 65_535);
    between(errors, "--heartbeat-interval-ms", heartbeatIntervalMs, 100, 3_600_000);
    between(errors, "--offset-flush-interval-ms", offsetFlushIntervalMs, 0, 60_000);
    between(errors, "--batch-rows-max", batchRowsMax, 1, 100_000);
    between(errors, "--queue-rows-max", queueRowsMax, 2, 1_000_000);
    if (queueRowsMax <= batchRowsMax) {
      errors.add("--queue-rows-max must be above --batch-rows-max (" + batchRowsMax + ")");
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigException(errors);
    }
  }

  /** Host part of the URL. */
  public String postgresHost() {
    return url().group(1);
  }

  /** Port of the URL, 5432 when it has none. */
  public int postgresPort() {
    String port = url().group(2);
    return port == null ? 5432 : Integer.parseInt(port);
  }

  /** Database of the URL. */
  public String postgresDatabase() {
    return url().group(3);
  }

  private Matcher url() {
    Matcher matcher = URL.matcher(postgresUrl);
    if (!matcher.matches()) {
      throw new IllegalStateException("checked in the constructor: " + postgresUrl);
    }
    return matcher;
  }

  private static void between(List<String> errors, String flag, int value, int min, int max) {
    if (value < min || value > max) {
      errors.add(flag + " must be from " + min + " to " + max + ", not " + value);
    }
  }

  /** The configuration in one line, without the password. */
  @Override
  public String toString() {
    return String.join(
        ", ",
        "postgres_url=" + postgresUrl,
        "postgres_user=" + postgresUser,
        "postgres_password=***",
        "bootstrap_servers=" + bootstrapServers,
        "health=" + healthHost + ":" + healthPort,
        "recover=" + recover,
        "heartbeat_interval_ms=" + heartbeatIntervalMs,
        "offset_flush_interval_ms=" + offsetFlushIntervalMs,
        "batch_rows_max=" + batchRowsMax,
        "queue_rows_max=" + queueRowsMax);
  }
}
