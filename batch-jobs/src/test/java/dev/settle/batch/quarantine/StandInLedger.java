package dev.settle.batch.quarantine;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the ledger and landing jobs in tests of replays: takes the records of {@code
 * payments.changes}, refuses replays when told to, and commits its offsets as a checkpoint does,
 * some time before the transaction with the refusals.
 */
final class StandInLedger {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_LAG_MS = 700;

  private final KafkaConsumer<byte[], byte[]> changes;
  private final KafkaProducer<byte[], byte[]> quarantine;
  private final ClickHouse clickHouse;
  private final Thread thread = new Thread(this::run, "ledger");
  private volatile boolean refuses;
  private volatile boolean pauses;
  private volatile boolean stops;
  private volatile @Nullable Seen lastReplay;

  StandInLedger(String bootstrapServers, ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    this.changes =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                ReplayOutcomes.LEDGER_GROUP,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.quarantine =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "stand-in"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    quarantine.initTransactions();
    changes.assign(
        changes.partitionsFor(Topics.CHANGES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    thread.start();
  }

  void refuse(boolean willing) {
    refuses = willing;
  }

  void pause(boolean willing) {
    pauses = willing;
  }

  Seen lastReplay() {
    Seen seen = lastReplay;
    if (seen == null) {
      throw new AssertionError("no replay came");
    }
    return seen;
  }

  /** Ends its work. */
  void close() throws InterruptedException {
    stops = true;
    thread.join();
    changes.close();
    quarantine.close();
  }

  private void run() {
    while (!stops) {
      if (pauses) {
        sleep(POLL.toMillis());
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> record : changes.poll(POLL)) {
        take(record);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    String replayOf = headers.get(Topics.REPLAY_HEADER);
    boolean refused = replayOf != null && refuses;
    if (replayOf != null) {
      lastReplay =
          new Seen(
              new String(record.key(), StandardCharsets.UTF_8),
              Base64.getEncoder().encodeToString(record.value()),
              headers,
              new RecordPlace(record.topic(), record.partition(), record.offset()));
    }
    QuarantineRecord refusal = refused ? refusal(record, String.valueOf(replayOf)) : null;
    if (refusal != null) {
      quarantine.beginTransaction();
      // Committing the transaction tells whether it was written.
      var unused =
          quarantine.send(
              new ProducerRecord<>(
                  Topics.QUARANTINE, AvroCodec.of(QuarantineRecord.class).encode(refusal)));
      quarantine.flush();
    }
    changes.commitSync(
        Map.of(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1)));
    if (refusal != null) {
      sleep(COMMIT_LAG_MS);
      land(refusal);
      quarantine.commitTransaction();
    }
  }

  private static QuarantineRecord refusal(ConsumerRecord<byte[], byte[]> record, String replayOf) {
    QuarantineRecord refusal = new QuarantineRecord();
    refusal.setQuarantineId(record.topic() + "-" + record.partition() + "@" + record.offset());
    refusal.setCategory("ILLEGAL_TRANSITION");
    refusal.setDetail("still cancelled");
    refusal.setEntity("PAYMENT_ORDER");
    refusal.setEntityId("o");
    refusal.setOrderId("o");
    refusal.setOriginal(ByteBuffer.wrap(record.value()));
    refusal.setTopic(record.topic());
    refusal.setPartition(record.partition());
    refusal.setOffset(record.offset());
    refusal.setReplayOf(replayOf);
    return refusal;
  }

  private void land(QuarantineRecord refusal) {
    clickHouse.run(
        """
        INSERT INTO settlement.quarantine (quarantine_id, category, detail, order_id, original, topic, partition, offset, source_lsn,
          quarantined_at, replay_of) VALUES ('%s', '%s', '%s', 'o', '%s', '%s', %d, %d, 7, now64(3), '%s')
        """
            .formatted(
                refusal.getQuarantineId(),
                refusal.getCategory(),
                refusal.getDetail(),
                Base64.getEncoder().encodeToString(refusal.getOriginal().array()),
                refusal.getTopic(),
                refusal.getPartition(),
                refusal.getOffset(),
                refusal.getReplayOf()),
        Map.of());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A replay as it came.
   *
   * @param key the record's key
   * @param value the record's value, base64
   * @param headers the record's headers
   * @param place where it stood
   */
  record Seen(String key, String value, Map<String, String> headers, RecordPlace place) {}
}
