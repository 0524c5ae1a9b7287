package dev.settle.batch.kafka;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker, one KRaft node in a JVM of its own, on free ports, with the pipeline's topics. */
public final class KafkaBroker implements AutoCloseable {
  private final Path directory;
  private final Process process;
  private final String bootstrapServers;

  /** Starts a broker whose data lies in an empty directory. */
  public KafkaBroker(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    int port = freePort();
    this.bootstrapServers = "127.0.0.1:" + port;
    Path properties = directory.resolve("server.properties");
    try (var in = KafkaBroker.class.getResourceAsStream("/kafka/server.properties")) {
      if (in == null) {
        throw new IOException("test resource /kafka/server.properties is missing");
      }
      Files.writeString(
          properties,
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("@PORT@", Integer.toString(port))
              .replace("@CONTROLLER_PORT@", Integer.toString(freePort()))
              .replace("@DATA@", directory.resolve("data").toString()));
    }
    Process format =
        java("kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", properties);
    if (format.waitFor() != 0) {
      throw new IOException("cannot format the broker's storage:\n" + log());
    }
    this.process = java("kafka.Kafka", properties);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    createTopics();
  }

  /** Address for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Kills the broker; its data is of no use any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void createTopics() throws IOException, InterruptedException {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", "60000");
    try (Admin admin = Admin.create(config)) {
      List<NewTopic> topics = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        topics.add(
            new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()));
      }
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      close();
      throw new IOException("the broker does not create its topics:\n" + log(), e);
    }
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("broker.log"));
  }

  private Process java(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx320m", "-cp", System.getProperty("java.class.path")));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("broker.log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
