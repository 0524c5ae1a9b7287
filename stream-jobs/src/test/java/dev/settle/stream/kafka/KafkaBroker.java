package dev.settle.stream.kafka;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker, one KRaft node in a JVM of its own, on free ports, with the pipeline's topics. */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final int DELIVERY_MAX_MS = 300_000;

  private final Path directory;
  private final Process process;
  private final String bootstrapServers;

  /** Starts a broker whose data lies in an empty directory. */
  public KafkaBroker(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    int port = freePort();
    int controllerPort = freePort();
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
              .replace("@CONTROLLER_PORT@", Integer.toString(controllerPort))
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

  /**
   * Writes records in their order and waits until the broker has them, also on a machine that
   * stands still for minutes.
   */
  public void produce(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException {
    Properties config = new Properties();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MAX_MS);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      var pending = records.stream().map(producer::send).toList();
      producer.flush();
      for (var one : pending) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new ExecutionException("the broker did not take the records; its log:\n" + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing to Kafka", e);
    }
  }

  /** All committed records of a topic up to now. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // For a read_committed consumer the end is the last stable offset.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /**
   * True when the group's committed offsets are at the end of every partition of the topic. A Flink
   * job commits them when a checkpoint is complete.
   */
  public boolean isConsumed(String group, String topic) {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions = new HashSet<>();
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
      for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
        OffsetAndMetadata reached = committed.get(end.getKey());
        if (end.getValue() > 0 && (reached == null || reached.offset() < end.getValue())) {
          return false;
        }
      }
      return true;
    }
  }

  /** Kills the broker; its data is of no use any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void createTopics() throws IOException, InterruptedException {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("default.api.timeout.ms", Long.toString(START_MAX.toMillis()));
    try (Admin admin = Admin.create(config)) {
      List<NewTopic> topics = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        topics.add(
            new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()));
      }
      admin.createTopics(topics).all().get();
      awaitServed(admin);
    } catch (ExecutionException e) {
      close();
      throw new IOException("the broker does not create its topics:\n" + log(), e);
    }
  }

  /** A topic that was made is not yet served: its partitions must have found their leader. */
  private static void awaitServed(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (Topic topic : Topics.all()) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("broker.log"));
    } catch (IOException e) {
      return "it cannot be read: " + e;
    }
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
