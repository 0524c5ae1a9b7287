package dev.settle.stack.kafka;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.AtomicFiles;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** One Kafka broker that is its own controller (KRaft), in a JVM of its own. */
public final class KafkaServer implements Server {

  private static final int PROBE_TIMEOUT_MS = 3_000;

  private final StackConfig config;
  private final Path home;

  /** For this configuration. */
  public KafkaServer(StackConfig config) {
    this.config = config;
    this.home = config.data("kafka");
  }

  @Override
  public String name() {
    return Component.KAFKA.label();
  }

  @Override
  public int port() {
    return config.ports().kafka();
  }

  @Override
  public String portFlag() {
    return Component.KAFKA.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    AtomicFiles.write(
        home.resolve("server.properties"),
        Template.render(
            KafkaServer.class,
            "server.properties",
            Map.of(
                "port", Integer.toString(port()),
                "controller.port", Integer.toString(config.ports().kafkaController()))));
    AtomicFiles.write(
        home.resolve("log4j2.properties"),
        Template.render(KafkaServer.class, "log4j2.properties", Map.of()));
    if (!Files.exists(home.resolve("data/meta.properties"))) {
      Commands.run(
          "formatting Kafka's storage",
          jvm(
              "128m",
              "kafka.tools.StorageTool",
              "format",
              "--ignore-formatted",
              "-t",
              Uuid.randomUuid().toString(),
              "-c",
              "server.properties"));
    }
  }

  @Override
  public Launch launch() throws IOException {
    return jvm("1g", "kafka.Kafka", "server.properties");
  }

  private Launch jvm(String heapMax, String main, String... arguments) throws IOException {
    List<String> command =
        Commands.java(
            "-Xmx" + heapMax,
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j2.configurationFile=log4j2.properties",
            "-cp",
            Libraries.classPath(config.home(), "local-stack/kafka/target/lib"),
            main);
    command.addAll(List.of(arguments));
    // The paths in server.properties are relative to this directory, so that no character in its
    // name matters.
    return new Launch(command, Map.of(), home);
  }

  @Override
  public boolean isReady(ComponentRecord record) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port(),
            "request.timeout.ms", PROBE_TIMEOUT_MS,
            "default.api.timeout.ms", PROBE_TIMEOUT_MS);
    try (Admin admin = Admin.create(client)) {
      return !admin
          .describeCluster()
          .nodes()
          .get(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      // Not up yet: the caller asks again and shows the server's log when it has waited long
      // enough.
      return false;
    }
  }
}
