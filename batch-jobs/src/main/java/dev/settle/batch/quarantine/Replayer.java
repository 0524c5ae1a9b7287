package dev.settle.batch.quarantine;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused changes to {@code payments.changes} again, as they were and under their old key,
 * marked as replays, so that the ledger judges them anew.
 *
 * <p>First Kafka has the record, then PostgreSQL the note of it: only then is its place known. When
 * the command dies in between, the note is missing, the change still counts as open, and it may be
 * replayed once more: the ledger knows by its version what it has booked and posts nothing twice.
 * Who asked and why stands in the record's headers too.
 */
public final class Replayer implements AutoCloseable {
  /** Header with the name of who asked for the replay. */
  static final String BY_HEADER = "settle-replayed-by";

  /** Header with the reason. */
  static final String REASON_HEADER = "settle-replay-reason";

  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final int DELIVERY_MS_MAX = 30_000;
  private static final int REQUEST_MS_MAX = 10_000;

  private final Connection postgres;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** A replayer over these servers; the connection stays open and must commit by itself. */
  public Replayer(String bootstrapServers, Connection postgres) {
    this.postgres = postgres;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MAX.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_MS_MAX,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_MS_MAX),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Writes one change again and keeps a note of it.
   *
   * @throws BatchException 65 when it does not come from {@code payments.changes}
   * @throws KafkaException when Kafka does not take it
   */
  public Replay replay(QuarantinedChange change, String by, String reason) {
    requireReplayable(change);
    try {
      ProducerRecord<byte[], byte[]> copy =
          new ProducerRecord<>(Topics.CHANGES, originalKey(change), change.original());
      copy.headers()
          .add(Topics.REPLAY_HEADER, bytes(change.id()))
          .add(BY_HEADER, bytes(by))
          .add(REASON_HEADER, bytes(reason));
      RecordMetadata written = producer.send(copy).get();
      RecordPlace place = new RecordPlace(written.topic(), written.partition(), written.offset());
      return note(change, by, reason, place);
    } catch (ExecutionException e) {
      throw new KafkaException("the replay of " + change.id() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted while " + change.id() + " was written", e);
    }
  }

  /**
   * Refuses what cannot be replayed.
   *
   * @throws BatchException 65 when the change does not come from {@code payments.changes}
   */
  public static void requireReplayable(QuarantinedChange change) {
    if (!change.place().topic().equals(Topics.CHANGES)) {
      throw BatchException.refused(
          "%s stood in %s, only records of %s can be replayed: mend it in the source, from where it comes again"
              .formatted(change.id(), change.place().topic(), Topics.CHANGES));
    }
  }

  @Override
  public void close() {
    producer.close(ANSWER_MAX);
    consumer.close();
  }

  private Replay note(QuarantinedChange change, String by, String reason, RecordPlace place) {
    try (PreparedStatement insert =
        postgres.prepareStatement(SqlResource.read("quarantine/record_replay.sql"))) {
      insert.setString(1, change.id());
      insert.setString(2, by);
      insert.setString(3, reason);
      insert.setString(4, place.topic());
      insert.setInt(5, place.partition());
      insert.setLong(6, place.offset());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        Instant at = row.getTimestamp(1).toInstant();
        return new Replay(change.id(), at, by, reason, place);
      }
    } catch (SQLException e) {
      throw BatchException.failed(
          "%s was written to %s, but the note of it was not: %s; replaying it again does no harm"
              .formatted(change.id(), place, e.getMessage()),
          e);
    }
  }

  /**
   * The key under which the record stood, so that the ledger meets it with the same state. It is
   * read where the record stood; when that is gone, it is the id to which the change belongs, which
   * the connector makes the key.
   */
  private byte[] originalKey(QuarantinedChange change) {
    TopicPartition partition =
        new TopicPartition(change.place().topic(), change.place().partition());
    consumer.assign(List.of(partition));
    long first =
        consumer.beginningOffsets(List.of(partition), ANSWER_MAX).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition), ANSWER_MAX).getOrDefault(partition, 0L);
    if (change.place().offset() >= first && change.place().offset() < end) {
      consumer.seek(partition, change.place().offset());
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ANSWER_MAX)) {
        if (record.offset() == change.place().offset()
            && record.key() != null
            && Arrays.equals(record.value(), change.original())) {
          return record.key();
        }
      }
    }
    LOG.warn(
        "{} stands no more at {}: its key is taken to be {}",
        change.id(),
        change.place(),
        change.orderId());
    return bytes(change.orderId());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
