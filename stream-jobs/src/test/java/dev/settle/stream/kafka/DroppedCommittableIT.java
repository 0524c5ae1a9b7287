package dev.settle.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker says to commits that come too late, or twice, and what follows from it. */
class DroppedCommittableIT {
  private static final AvroCodec<LedgerAlert> ALERTS = AvroCodec.of(LedgerAlert.class);
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init") // by start()
  private static KafkaBroker kafka;

  private final CountingMetrics metrics = new CountingMetrics();

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    kafka = new KafkaBroker(directory);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldAlertATransactionThatExpiredBeforeItWasCommitted() throws Exception {
    KafkaCommittable expired;
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer("expired", 1_000)) {
      expired = prepare(producer, 0, "lost");
    }
    awaitAborted("expired");

    RecordedRequest request = recommit(expired);

    assertThat(request.signals()).containsExactly("failed");
    assertThat(metrics.count("droppedCommittables")).isEqualTo(1);
    assertThat(alerts("expired"))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getType()).isEqualTo("COMMITTABLE_DROPPED");
              assertThat(alert.getSeverity()).isEqualTo("CRITICAL");
              assertThat(alert.getAlertId())
                  .isEqualTo(
                      "dropped:expired:" + expired.getProducerId() + ":" + expired.getEpoch());
              assertThat(alert.getDetail()).contains("LOST", "expired", "docs/runbook.md");
            });
    assertThat(entries()).doesNotContain("lost");
  }

  @Test
  void shouldKnowACommittedTransactionThoughItsIdIsInUseAgain() throws Exception {
    KafkaCommittable first;
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer("reused", 60_000)) {
      first = prepare(producer, 1, "first");
      assertThat(commit(first).signals()).isEmpty();
      // As the pool takes an id again.
      producer.setTransactionId("reused");
      prepare(producer, 1, "open");

      // As after a fall back to the checkpoint of the first.
      RecordedRequest request = recommit(first);
      assertThat(request.signals()).containsExactly("already committed");
    }

    assertThat(metrics.count("committablesAlreadyCommitted")).isEqualTo(1);
    assertThat(metrics.count("droppedCommittables")).isZero();
    assertThat(alerts("reused")).isEmpty();
  }

  @Test
  void shouldKnowACommittedTransactionFromTheCoordinatorWhenItsNoteIsMissing() throws Exception {
    KafkaCommittable committed;
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer("unnoted", 60_000)) {
      committed = prepare(producer, 2, "unnoted");
      producer.commitTransaction();
    }

    // As after a kill between commit and note. The broker says "fenced": it has counted the epoch
    // up.
    assertThat(recommit(committed).signals()).containsExactly("already committed");
    assertThat(metrics.count("droppedCommittables")).isZero();
    assertThat(alerts("unnoted")).isEmpty();
    assertThat(entries()).contains("unnoted").doesNotHaveDuplicates();
  }

  @Test
  void shouldAlertATransactionWhoseIdAnotherHasTaken() throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer("taken", 60_000);
        FlinkKafkaInternalProducer<byte[], byte[]> other = producer("taken", 60_000)) {
      KafkaCommittable prepared = prepare(producer, 3, "taken");
      other.initTransactions();

      assertThat(recommit(prepared).signals()).containsExactly("failed");
      // The job's next attempt meets it again.
      assertThat(recommit(prepared).signals()).containsExactly("failed");
    }

    assertThat(alerts("taken")).hasSize(2);
    assertThat(alerts("taken").stream().map(LedgerAlert::getAlertId).distinct()).hasSize(1);
  }

  /** Leaves a transaction as the writer does at a checkpoint, in a partition of the test's own. */
  private static KafkaCommittable prepare(
      FlinkKafkaInternalProducer<byte[], byte[]> producer, int partition, String value)
      throws Exception {
    producer.initTransactions();
    producer.beginTransaction();
    var sent =
        producer.send(
            new ProducerRecord<>(
                Topics.ENTRIES, partition, null, value.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
    sent.get();
    KafkaCommittable committable = KafkaCommittable.of(producer);
    producer.precommitTransaction();
    return committable;
  }

  /** Commits as a restored job does, from the committable's state alone. */
  private RecordedRequest recommit(KafkaCommittable committable) throws Exception {
    return commit(
        new KafkaCommittable(
            committable.getProducerId(),
            committable.getEpoch(),
            committable.getTransactionalId(),
            null));
  }

  private RecordedRequest commit(KafkaCommittable committable) throws Exception {
    RecordedRequest request = new RecordedRequest(committable);
    try (WatchedCommitter committer =
        new WatchedCommitter(
            new KafkaCommitter(config(60_000), "it", 0, 0, true, FlinkKafkaInternalProducer::new),
            new KafkaCommitLog(kafka.bootstrapServers()),
            0,
            metrics)) {
      committer.commit(List.of(request));
    }
    return request;
  }

  private static void awaitAborted(String transactionalId) throws Exception {
    Properties config = new Properties();
    config.put("bootstrap.servers", kafka.bootstrapServers());
    long end = System.nanoTime() + WAIT_MAX.toNanos();
    try (Admin admin = Admin.create(config)) {
      TransactionState state;
      do {
        assertThat(System.nanoTime()).as("the broker aborts it in time").isLessThan(end);
        Thread.sleep(200);
        state =
            admin
                .describeTransactions(List.of(transactionalId))
                .description(transactionalId)
                .get()
                .state();
      } while (state != TransactionState.COMPLETE_ABORT);
    }
  }

  private static List<LedgerAlert> alerts(String transactionalId) throws Exception {
    return kafka.committed(Topics.ALERTS).stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(transactionalId))
        .map(record -> decode(record.value()))
        .toList();
  }

  private static LedgerAlert decode(byte[] value) {
    try {
      return ALERTS.decode(value);
    } catch (CodecException e) {
      throw new AssertionError("an alert cannot be read", e);
    }
  }

  private static List<String> entries() {
    return kafka.committed(Topics.ENTRIES).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static FlinkKafkaInternalProducer<byte[], byte[]> producer(
      String transactionalId, int timeoutMs) {
    return new FlinkKafkaInternalProducer<>(config(timeoutMs), transactionalId);
  }

  private static Properties config(int timeoutMs) {
    Properties config = new Properties();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Integer.toString(timeoutMs));
    return config;
  }
}
