package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.kafka.KafkaServer;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The local stack's Kafka server as a child process, with what a measurement asks of it. */
final class BenchBroker implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final int STOP_MAX_S = 30;

  private final String bootstrapServers;
  private final Process process;
  private final Admin admin;

  private BenchBroker(String bootstrapServers, Process process) {
    this.bootstrapServers = bootstrapServers;
    this.process = process;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * Starts it with the configuration's ports and data directory; returns when it serves.
   *
   * @throws ServerFailedException when it does not; the message names its log
   */
  static BenchBroker start(StackConfig config) throws IOException, InterruptedException {
    KafkaServer server = new KafkaServer(config);
    Files.createDirectories(server.logFile().getParent());
    server.prepare();
    var launch = server.launch();
    Process process =
        new ProcessBuilder(launch.command())
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(server.logFile().toFile()))
            .start();
    endWithThisJvm(process);
    ComponentRecord record =
        new ComponentRecord(
            server.name(),
            server.port(),
            ProcessIdentity.of(process.pid()).orElse(null),
            launch.command(),
            Instant.now(),
            0,
            null);
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!server.isReady(record)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new ServerFailedException("Kafka does not serve: see " + server.logFile());
      }
      Thread.sleep(100);
    }
    return new BenchBroker("127.0.0.1:" + server.port(), process);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Makes the pipeline's topics that are missing. */
  void createTopics() throws InterruptedException {
    create(Topics.all());
  }

  /** Removes topics and makes them anew, empty. */
  void recreate(Collection<Topic> topics) throws InterruptedException {
    Set<String> existing = names();
    List<String> old =
        topics.stream().map(Topic::name).filter(existing::contains).collect(Collectors.toList());
    try {
      admin.deleteTopics(old).all().get();
      await("forget " + old, () -> Collections.disjoint(names(), old));
    } catch (ExecutionException e) {
      throw new ServerFailedException("Kafka did not remove " + old + ": " + e.getCause());
    }
    create(topics);
  }

  private void create(Collection<Topic> topics) throws InterruptedException {
    Set<String> existing = names();
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(
                topic ->
                    new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.config()))
            .toList();
    try {
      admin.createTopics(missing).all().get();
      // Made is not yet served: a job that is started too early fails.
      await("serve its topics", () -> isServed(topics));
    } catch (ExecutionException e) {
      throw new ServerFailedException("Kafka did not make the topics: " + e.getCause());
    }
  }

  private boolean isServed(Collection<Topic> topics) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        topics.stream()
            .flatMap(topic -> partitions(topic).stream())
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(ends).all().get().size() == ends.size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        return false;
      }
      throw new ServerFailedException("Kafka does not serve its topics: " + e.getCause());
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(String what, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailedException(
            "Kafka did not " + what + " in " + READY_MAX.toSeconds() + " s");
      }
      Thread.sleep(50);
    }
  }

  private Set<String> names() throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new ServerFailedException("Kafka did not list its topics: " + e.getCause());
    }
  }

  /**
   * Sum of the partitions' end offsets as a reader of committed records sees them; control records
   * of transactions count, so it is only near the number of records.
   */
  long committedEnd(Topic topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> request =
        partitions(topic).stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(request, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(result -> result.offset())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0; // just made, not yet known to the broker
      }
      throw new ServerFailedException(
          "Kafka did not tell the end of " + topic.name() + ": " + e.getCause());
    }
  }

  /**
   * How far a consumer group is in a topic, by what it has committed: records of the whole topic
   * times the share that is committed of the partition that is furthest behind.
   */
  long committedInput(String group, Topic topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> request =
        partitions(topic).stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long records = 0;
      double least = 1;
      for (var end : admin.listOffsets(request).all().get().entrySet()) {
        OffsetAndMetadata offset = committed.get(end.getKey());
        long size = end.getValue().offset();
        records += size;
        if (size > 0) {
          least = Math.min(least, offset == null ? 0 : (double) offset.offset() / size);
        }
      }
      return (long) (records * least);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new ServerFailedException(
          "Kafka did not tell how far " + group + " is: " + e.getCause());
    }
  }

  /** Forgets what a consumer group has committed. */
  void forgetGroup(String group) throws InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new ServerFailedException("Kafka did not forget " + group + ": " + e.getCause());
      }
    }
  }

  static List<TopicPartition> partitions(Topic topic) {
    return java.util.stream.IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A broker must not outlive a measurement that was interrupted. */
  private static void endWithThisJvm(Process process) {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-kafka"));
  }
}
