package dev.settle.batch.quarantine;

import dev.settle.batch.BatchException;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds out what the ledger made of replays. It has judged one when a checkpoint lies behind it,
 * which its consumer group's offset tells; what that checkpoint refused is in {@code
 * payments.quarantine} up to the end that the topic then has. What is not there was taken. Make it
 * before the first replay is written: it reads the quarantine from then on.
 */
public final class ReplayOutcomes implements AutoCloseable {
  /** The ledger job's consumer group, which is its name (docs/contracts.md). */
  static final String LEDGER_GROUP = "settle-ledger";

  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final int REQUEST_MS_MAX = 10_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> uncommitted;
  private final List<TopicPartition> partitions;
  private final Map<RecordPlace, Refusal> refused = new HashMap<>();
  private final AvroCodec<QuarantineRecord> codec = AvroCodec.of(QuarantineRecord.class);

  /**
   * Watches from now on.
   *
   * @throws KafkaException when Kafka does not answer
   */
  public ReplayOutcomes(String bootstrapServers) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_MS_MAX,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis()));
    this.committed = consumer(bootstrapServers, "read_committed");
    this.uncommitted = consumer(bootstrapServers, "read_uncommitted");
    this.partitions =
        committed.partitionsFor(Topics.QUARANTINE, ANSWER_MAX).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    committed.assign(partitions);
    uncommitted.endOffsets(partitions, ANSWER_MAX).forEach(committed::seek);
  }

  /**
   * Waits until the ledger has judged every replay.
   *
   * @return the refusals of those that were refused again, by the replay's place; the others were
   *     taken
   * @throws BatchException 75 when the ledger has not judged them in time
   * @throws KafkaException when Kafka does not answer
   */
  public Map<RecordPlace, Refusal> await(List<Replay> replays, Duration patience) {
    Instant until = Instant.now().plus(patience);
    while (!judged(replays)) {
      requireTime(until, "judged");
    }
    // Whatever was refused had been written, if not yet committed, when the checkpoint was done.
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions, ANSWER_MAX);
    while (behind(ends)) {
      committed.poll(BETWEEN_LOOKS).forEach(this::take);
      if (behind(ends)) {
        requireTime(until, "committed its word on");
      }
    }
    Map<RecordPlace, Refusal> found = new HashMap<>();
    for (Replay replay : replays) {
      Refusal refusal = refused.get(replay.place());
      if (refusal != null) {
        found.put(replay.place(), refusal);
      }
    }
    return found;
  }

  @Override
  public void close() {
    admin.close(ANSWER_MAX);
    committed.close();
    uncommitted.close();
  }

  private boolean judged(Collection<Replay> replays) {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin
              .listConsumerGroupOffsets(LEDGER_GROUP)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
      return replays.stream()
          .allMatch(
              replay -> {
                OffsetAndMetadata next =
                    offsets.get(
                        new TopicPartition(replay.place().topic(), replay.place().partition()));
                return next != null && next.offset() > replay.place().offset();
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted while the ledger judged", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("offsets of the group " + LEDGER_GROUP + ": " + e.getMessage(), e);
    }
  }

  private void requireTime(Instant until, String what) {
    if (!Instant.now().isBefore(until)) {
      throw BatchException.incomplete(
          "INCOMPLETE: the replays are written, but the ledger job has not %s them in time: does it run (settle status)? settle quarantine show ID tells later"
              .formatted(what));
    }
    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
  }

  private boolean behind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> committed.position(end.getKey(), ANSWER_MAX) < end.getValue());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      QuarantineRecord refusal = codec.decode(record.value());
      if (refusal.getReplayOf() != null) {
        RecordPlace place =
            new RecordPlace(refusal.getTopic(), refusal.getPartition(), refusal.getOffset());
        refused.put(
            place,
            new Refusal(
                refusal.getQuarantineId(), refusal.getCategory(), refusal.getDetail(), place));
      }
    } catch (CodecException e) {
      throw BatchException.failed(
          "%s-%d@%d is no quarantine record: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) ANSWER_MAX.toMillis()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
