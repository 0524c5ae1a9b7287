package dev.settle.cdc;

import dev.settle.cdc.CaptureConfig.Recovery;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command line of the connector: {@code settle cdc}. */
@Command(
    name = "settle cdc",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Captures the payment tables from PostgreSQL's write-ahead log into Kafka, in commit order per order, at least once. Waits for its servers; stop it with SIGTERM.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by a signal, offsets stored",
      "1:refused: slot and offsets disagree, or a table has another shape; or stopped without storing offsets, for want of Kafka: the log says which and what to do",
      "2:wrong usage"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls.
public final class CdcConnector implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CdcConnector.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--postgres-url",
      defaultValue = "${env:SETTLE_POSTGRES_URL:-jdbc:postgresql://127.0.0.1:15432/settle}",
      description = "JDBC URL of the source. Environment: SETTLE_POSTGRES_URL.")
  private String postgresUrl;

  @Option(
      names = "--postgres-user",
      defaultValue = "${env:SETTLE_POSTGRES_USER:-settle}",
      description = "Login with REPLICATION. Environment: SETTLE_POSTGRES_USER.")
  private String postgresUser;

  @Option(
      names = "--postgres-password",
      defaultValue = "${env:SETTLE_POSTGRES_PASSWORD:-settle}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Its password. Environment: SETTLE_POSTGRES_PASSWORD.")
  private String postgresPassword;

  @Option(
      names = "--bootstrap-servers",
      defaultValue = "${env:SETTLE_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:19092}",
      description = "Kafka's addresses. Environment: SETTLE_KAFKA_BOOTSTRAP_SERVERS.")
  private String bootstrapServers;

  @Option(
      names = "--health-host",
      defaultValue = "${env:SETTLE_CDC_HEALTH_HOST:-127.0.0.1}",
      description = "Address for /health and /metrics. Environment: SETTLE_CDC_HEALTH_HOST.")
  private String healthHost;

  @Option(
      names = "--health-port",
      defaultValue = "${env:SETTLE_CDC_HEALTH_PORT:-18090}",
      description = "Its port; 0 takes a free one. Environment: SETTLE_CDC_HEALTH_PORT.")
  private int healthPort;

  @Option(
      names = "--recover",
      defaultValue = "${env:SETTLE_CDC_RECOVER:-refuse}",
      description =
          "When slot and offsets disagree: refuse (exit 1), or resnapshot (accept what is lost and read all rows anew). Environment: SETTLE_CDC_RECOVER.")
  private Recovery recover;

  @Option(
      names = "--heartbeat-interval-ms",
      defaultValue = "${env:SETTLE_CDC_HEARTBEAT_INTERVAL_MS:-5000}",
      description =
          "How often payments.cdc_heartbeat is written. Environment: SETTLE_CDC_HEARTBEAT_INTERVAL_MS.")
  private int heartbeatIntervalMs;

  @Option(
      names = "--offset-flush-interval-ms",
      defaultValue = "${env:SETTLE_CDC_OFFSET_FLUSH_INTERVAL_MS:-1000}",
      description =
          "How often offsets are stored. Environment: SETTLE_CDC_OFFSET_FLUSH_INTERVAL_MS.")
  private int offsetFlushIntervalMs;

  @Option(
      names = "--batch-rows-max",
      defaultValue = "${env:SETTLE_CDC_BATCH_ROWS_MAX:-8192}",
      description = "Most rows published together. Environment: SETTLE_CDC_BATCH_ROWS_MAX.")
  private int batchRowsMax;

  @Option(
      names = "--queue-rows-max",
      defaultValue = "${env:SETTLE_CDC_QUEUE_ROWS_MAX:-32768}",
      description = "Most rows waiting to be published. Environment: SETTLE_CDC_QUEUE_ROWS_MAX.")
  private int queueRowsMax;

  /** Entry point; ends the JVM with the exit code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    // After a signal the shutdown hook ends the JVM; exiting here too would block for ever.
    if (!Shutdown.begun()) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new CdcConnector()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    CaptureConfig config = config();
    CaptureMetrics metrics = new CaptureMetrics(Clock.systemUTC());
    CaptureService service = new CaptureService(config, metrics);
    try (HealthServer health =
            HealthServer.start(config.healthHost(), config.healthPort(), metrics);
        SlotLagMonitor lag = new SlotLagMonitor(config, metrics)) {
      LOG.info("change capture: {}; health on port {}", config, health.port());
      lag.start();
      AtomicInteger code = Shutdown.onSignal(service);
      code.set(service.run());
      return code.get();
    } catch (IOException e) {
      LOG.error(
          "cannot serve health on {}:{}: {}. Another connector may be running; choose another --health-port.",
          config.healthHost(),
          config.healthPort(),
          e.getMessage());
      return 1;
    }
  }

  private CaptureConfig config() {
    try {
      return new CaptureConfig(
          postgresUrl,
          postgresUser,
          postgresPassword,
          bootstrapServers,
          healthHost,
          healthPort,
          recover,
          heartbeatIntervalMs,
          offsetFlushIntervalMs,
          batchRowsMax,
          queueRowsMax);
    } catch (InvalidConfigException e) {
      throw new ParameterException(
          spec.commandLine(), String.join(System.lineSeparator(), e.errors()), e);
    }
  }
}
