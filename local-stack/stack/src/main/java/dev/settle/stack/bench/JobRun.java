package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** One job over the whole input: watched to its last committed record, and its output counted. */
final class JobRun {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STALLED_AFTER = Duration.ofMinutes(2);

  private final BenchBroker broker;
  private final Topic output;
  private final long expectedRecords;
  private final long warmUpRecords;

  /**
   * A run.
   *
   * @param output the topic that the job fills
   * @param expectedRecords records that must be there in the end
   * @param warmUpRecords the first so many do not count
   */
  JobRun(BenchBroker broker, Topic output, long expectedRecords, long warmUpRecords) {
    this.broker = broker;
    this.output = output;
    this.expectedRecords = expectedRecords;
    this.warmUpRecords = warmUpRecords;
  }

  /**
   * Runs the job of this process to the end of its input.
   *
   * @param profile where to write the stacks of the measured time; null for none
   * @throws ServerFailedException when the job fails, stalls, or commits more or fewer records
   */
  CommitSeries run(JobProcess job, @Nullable Path profile)
      throws IOException, InterruptedException {
    CommitSeries series = new CommitSeries(System.nanoTime(), warmUpRecords);
    long lastEnd = 0;
    long lastProgressNs = System.nanoTime();
    boolean profiling = false;
    while (lastEnd < expectedRecords) {
      job.requireAlive();
      long end = broker.committedEnd(output);
      long nowNs = System.nanoTime();
      if (end > lastEnd) {
        series.sample(nowNs, end, job.cpuNs());
        lastEnd = end;
        lastProgressNs = nowNs;
        if (profile != null && !profiling && series.isWarm()) {
          job.startProfile();
          profiling = true;
        }
      } else if (nowNs - lastProgressNs > STALLED_AFTER.toNanos()) {
        throw new ServerFailedException(
            "no record was committed to %s for %d s after %d of %d; see %s"
                .formatted(
                    output.name(), STALLED_AFTER.toSeconds(), end, expectedRecords, job.logFile()));
      }
      Thread.sleep(POLL.toMillis());
    }
    if (profile != null && profiling) {
      job.stopProfile(profile);
    }
    requireCount(job);
    return series;
  }

  /** Reads all that is committed: the end offsets count the transactions' own records too. */
  private void requireCount(JobProcess job) throws InterruptedException {
    long count = 0;
    long lastProgressNs = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(BenchBroker.partitions(output));
      consumer.seekToBeginning(consumer.assignment());
      while (count < expectedRecords || isBehind(consumer)) {
        int read = consumer.poll(Duration.ofMillis(200)).count();
        count += read;
        if (read > 0) {
          lastProgressNs = System.nanoTime();
        } else if (System.nanoTime() - lastProgressNs > STALLED_AFTER.toNanos()) {
          break;
        }
      }
    }
    if (count != expectedRecords) {
      throw new ServerFailedException(
          "%s has %d committed records, expected are %d; see %s"
              .formatted(output.name(), count, expectedRecords, job.logFile()));
    }
  }

  private boolean isBehind(KafkaConsumer<byte[], byte[]> consumer) {
    Map<org.apache.kafka.common.TopicPartition, Long> ends =
        consumer.endOffsets(consumer.assignment());
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
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
