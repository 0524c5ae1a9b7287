package dev.settle.cdc;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A real broker in a JVM of its own, one node, that can be killed and started again. */
final class TestKafka implements AutoCloseable {
  private static final AvroCodec<PaymentChange> PAYMENTS = AvroCodec.of(PaymentChange.class);
  private static final AvroCodec<ReferenceChange> REFERENCES = AvroCodec.of(ReferenceChange.class);

  private final Path directory;
  private final Path properties;
  private final int port;
  private @Nullable Process process;

  TestKafka() throws IOException {
    directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "kafka");
    properties = directory.resolve("server.properties");
    port = TestPostgres.freePort();
    int controller = TestPostgres.freePort();
    Files.writeString(
        properties,
        String.join(
            "\n",
            "process.roles=broker,controller",
            "node.id=1",
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name=PLAINTEXT",
            "controller.listener.names=CONTROLLER",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "log.dirs=" + directory.resolve("data").toAbsolutePath(),
            "auto.create.topics.enable=false",
            "default.replication.factor=1",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "log.cleaner.dedupe.buffer.size=16777216",
            // A broker that was killed may register again only when its old session has ended.
            "broker.session.timeout.ms=3000",
            "broker.heartbeat.interval.ms=500",
            "num.network.threads=1",
            "num.io.threads=2",
            ""));
    int formatted =
        StorageTool.execute(
            new String[] {
              "format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()
            },
            System.out);
    if (formatted != 0) {
      throw new IOException("formatting the broker's data failed: exit code " + formatted);
    }
  }

  /** Starts the broker and waits until it answers. */
  TestKafka start() throws IOException, InterruptedException {
    launch();
    awaitUp();
    return this;
  }

  /** Starts the broker's process. */
  void launch() throws IOException {
    process = TestJvm.start(log(), "kafka.Kafka", List.of(properties.toString()));
  }

  /** Waits until the broker answers. */
  void awaitUp() throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      admin.describeCluster().nodes().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker did not come up, see " + log(), e);
    }
  }

  private File log() {
    return directory.resolve("broker.log").toFile();
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
      process = null;
    }
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  void deleteTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** A change with what Kafka holds around it. */
  record Received(ConsumerRecord<String, byte[]> message, PaymentChange change) {}

  List<Received> payments() throws CodecException {
    List<Received> all = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> message : read(Topics.CHANGES)) {
      all.add(new Received(message, PAYMENTS.decode(message.value())));
    }
    return all;
  }

  Map<String, List<ReferenceChange>> references() throws CodecException {
    Map<String, List<ReferenceChange>> all = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> message : read(Topics.REFERENCE)) {
      all.computeIfAbsent(message.key(), k -> new ArrayList<>())
          .add(REFERENCES.decode(message.value()));
    }
    return all;
  }

  /** How many payment changes the topic holds, counted by its offsets. */
  long changes() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(List.of(Topics.CHANGES))
          .allTopicNames()
          .get(30, TimeUnit.SECONDS)
          .values()
          .forEach(
              topic ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              ends.put(
                                  new TopicPartition(topic.name(), p.partition()),
                                  OffsetSpec.latest())));
      return admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers(), "max.poll.records", 10_000),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  @Override
  public void close() {
    kill();
  }
}
