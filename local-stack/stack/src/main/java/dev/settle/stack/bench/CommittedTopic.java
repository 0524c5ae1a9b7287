package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;
import dev.settle.stack.process.ServerFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed of a topic: its end offsets count the transactions' own records too. */
final class CommittedTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final BenchBroker broker;
  private final Topic topic;

  CommittedTopic(BenchBroker broker, Topic topic) {
    this.broker = broker;
    this.topic = topic;
  }

  /**
   * Counts the records.
   *
   * @throws ServerFailedException when there are more or fewer than expected
   */
  void requireCount(long expected, Path logFile) {
    long count = read(expected, JobRun.STALLED_AFTER, found -> {});
    if (count != expected) {
      throw new ServerFailedException(
          "%s has %d committed records, expected are %d; see %s"
              .formatted(topic.name(), count, expected, logFile));
    }
  }

  /**
   * Reads to the end.
   *
   * @param atLeast so many are waited for
   * @param patience at most so long without a new one
   * @return how many there are
   */
  long read(
      long atLeast, Duration patience, Consumer<? super ConsumerRecord<byte[], byte[]>> consumer) {
    long count = 0;
    long lastProgressNs = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> kafka = consumer()) {
      kafka.assign(BenchBroker.partitions(topic));
      kafka.seekToBeginning(kafka.assignment());
      while (count < atLeast || isBehind(kafka)) {
        var found = kafka.poll(POLL);
        found.forEach(consumer);
        count += found.count();
        if (!found.isEmpty()) {
          lastProgressNs = System.nanoTime();
        } else if (System.nanoTime() - lastProgressNs > patience.toNanos()) {
          break;
        }
      }
    }
    return count;
  }

  private static boolean isBehind(KafkaConsumer<byte[], byte[]> kafka) {
    Map<TopicPartition, Long> ends = kafka.endOffsets(kafka.assignment());
    return ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8_388_608,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
