package dev.settle.stack.clickhouse;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.ServerFailedException;
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

/** The ClickHouse engine in a JVM of its own, behind ClickHouse's HTTP interface. */
public final class ClickHouseServer implements Server {

  private static final String MODULE = "local-stack/clickhouse";
  private static final String LIBRARY = MODULE + "/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

  private final StackConfig config;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();

  /** For this configuration. */
  public ClickHouseServer(StackConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return Component.CLICKHOUSE.label();
  }

  @Override
  public int port() {
    return config.ports().clickhouse();
  }

  @Override
  public String portFlag() {
    return Component.CLICKHOUSE.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(config.data("clickhouse"));
    if (!Files.isRegularFile(config.home().resolve(LIBRARY))) {
      throw new ServerFailedException(
          "the ClickHouse engine's library is missing ("
              + config.home().resolve(LIBRARY)
              + "): fetch it with 'npm ci --ignore-scripts' in "
              + config.home().resolve(MODULE));
    }
  }

  @Override
  public Launch launch() throws IOException {
    List<String> command =
        Commands.java(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            Libraries.pinned(
                Libraries.moduleClassPath(config.home(), MODULE, "clickhouse-engine"),
                config.appDir(name())),
            "dev.settle.clickhouse.ClickHouseEngine",
            "--port",
            Integer.toString(port()),
            "--data-dir",
            config.data("clickhouse").toString(),
            "--library",
            config.home().resolve(LIBRARY).toString());
    return new Launch(command, Map.of(), config.data("clickhouse"));
  }

  @Override
  public boolean isReady(ComponentRecord record) throws InterruptedException {
    HttpRequest ping =
        HttpRequest.newBuilder(URI.create(config.localClickhouseUrl() + "/ping"))
            .timeout(PROBE_TIMEOUT)
            .build();
    try {
      return client.send(ping, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not up yet: the caller asks again and shows the server's log when it has waited long
      // enough.
      return false;
    }
  }
}
