package dev.settle.stack.service;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A module of this project whose main class serves until it is told to stop, configured by
 * environment alone.
 */
public final class ModuleService implements Server {

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

  private final StackConfig config;
  private final Component component;
  private final String module;
  private final String main;
  private final int port;
  private final String healthPath;
  private final List<String> jvmOptions;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();

  private ModuleService(
      StackConfig config,
      Component component,
      String module,
      String main,
      int port,
      String healthPath,
      List<String> jvmOptions) {
    this.config = config;
    this.component = component;
    this.module = module;
    this.main = main;
    this.port = port;
    this.healthPath = healthPath;
    this.jvmOptions = jvmOptions;
  }

  /** The connector from PostgreSQL to Kafka; healthy when it captures. */
  public static ModuleService cdcConnector(StackConfig config) {
    return new ModuleService(
        config,
        Component.CDC_CONNECTOR,
        "cdc-connector",
        "dev.settle.cdc.CdcConnector",
        config.ports().cdcHealth(),
        "/health",
        List.of("-Xmx768m"));
  }

  /** The dashboards' page. */
  public static ModuleService dashboards(StackConfig config) {
    return new ModuleService(
        config,
        Component.DASHBOARDS,
        "dashboards",
        "dev.settle.dashboards.DashboardServer",
        config.ports().dashboards(),
        "/",
        List.of("-Xmx256m"));
  }

  /** Whether this project has the module at all. */
  public boolean exists() {
    return Files.isRegularFile(config.home().resolve(module).resolve("pom.xml"));
  }

  @Override
  public String name() {
    return component.label();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String portFlag() {
    return component.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(config.data(name()));
  }

  @Override
  public Launch launch() throws IOException {
    List<String> command = Commands.java(jvmOptions.toArray(String[]::new));
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            Libraries.pinned(
                Libraries.moduleClassPath(config.home(), module, module), config.appDir(name())),
            main));
    return new Launch(command, environment(), config.data(name()));
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("SETTLE_DATA_DIR", config.dataDir().toString()),
        Map.entry("SETTLE_POSTGRES_URL", config.postgresUrl()),
        Map.entry("SETTLE_POSTGRES_USER", config.postgresUser()),
        Map.entry("SETTLE_POSTGRES_PASSWORD", config.postgresPassword()),
        Map.entry("SETTLE_KAFKA_BOOTSTRAP_SERVERS", config.bootstrapServers()),
        Map.entry("SETTLE_CLICKHOUSE_URL", config.clickhouseUrl()),
        Map.entry("SETTLE_CLICKHOUSE_USER", config.clickhouseUser()),
        Map.entry("SETTLE_CLICKHOUSE_PASSWORD", config.clickhousePassword()),
        Map.entry("SETTLE_FLINK_URL", config.flinkUrl()),
        Map.entry("SETTLE_CDC_HEALTH_PORT", Integer.toString(config.ports().cdcHealth())),
        Map.entry("SETTLE_DASHBOARDS_PORT", Integer.toString(config.ports().dashboards())));
  }

  @Override
  public boolean isReady(ComponentRecord record) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + healthPath))
            .timeout(PROBE_TIMEOUT)
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not up yet: the caller asks again and shows the log when it has waited long enough.
      return false;
    }
  }
}
