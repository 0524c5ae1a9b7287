package dev.settle.stream.kafka;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Refuses to begin anew where a job has been before. A job that numbers what it writes, started
 * without its savepoint or checkpoint, would write everything a second time; one whose input has
 * lost its beginning would begin with less than the truth.
 *
 * @param output topic without a single committed record; what an earlier attempt left open or has
 *     aborted does not count
 * @param input topic that still has its first record's place in every partition
 */
public record StartGuard(String output, String input) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Looks at the topics; called by one subtask of a job that has no state, before it touches them.
   *
   * @throws SuppressRestartsException when the job must not begin: it fails for good
   * @throws IOException when the topics cannot be read in time: the job tries again
   */
  void check(String bootstrapServers) throws IOException {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(WAIT_MAX.toMillis()));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      checkInput(consumer);
      checkOutput(consumer);
    } catch (KafkaException e) {
      throw new IOException("cannot look whether " + output + " is empty", e);
    }
  }

  private void checkInput(KafkaConsumer<?, ?> consumer) {
    consumer
        .beginningOffsets(partitions(consumer, input))
        .forEach(
            (partition, first) -> {
              if (first > 0) {
                throw refused(
                    "the job was started without a savepoint or checkpoint, but "
                        + partition
                        + " begins at offset "
                        + first
                        + ": its first records were deleted, and what they said would be missing."
                        + " Start the job from its last savepoint or checkpoint"
                        + " (./settle submit ledger --from-savepoint PATH), or restore the topic.");
              }
            });
  }

  private void checkOutput(KafkaConsumer<?, ?> consumer) throws IOException {
    List<TopicPartition> partitions = partitions(consumer, output);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    // For a read_committed consumer the end is before the first open transaction.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      var found = consumer.poll(POLL).iterator();
      if (found.hasNext()) {
        var record = found.next();
        throw refused(
            "the job was started without a savepoint or checkpoint, but "
                + output
                + " has committed records (partition "
                + record.partition()
                + ", offset "
                + record.offset()
                + "): it would begin again at sequence 1 and write every movement of money a second"
                + " time. Start it from its last savepoint or checkpoint"
                + " (./settle submit ledger --from-savepoint PATH; retained checkpoints are in the"
                + " cluster's checkpoint directory). Only to rebuild the ledger from nothing, empty "
                + output
                + " and all that was made of it first: docs/runbook.md, 'Rebuild the ledger'.");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(output + " was not read in " + WAIT_MAX.toSeconds() + " s");
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    return partitions;
  }

  private static SuppressRestartsException refused(String why) {
    return new SuppressRestartsException(new IllegalStateException("REFUSED TO START: " + why));
  }
}
