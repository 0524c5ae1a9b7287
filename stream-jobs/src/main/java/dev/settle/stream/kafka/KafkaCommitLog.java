package dev.settle.stream.kafka;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Notes in topic {@link Topics#COMMITS}, alerts in {@link Topics#ALERTS}, and the transaction
 * coordinator's own word.
 *
 * <p>Why notes: when a job falls back to a checkpoint whose transaction it has committed, the
 * broker refuses the second commit as fenced (the epoch has been counted up), and when the id has
 * been taken again since, the coordinator knows only the later use. Without notes such a recovery
 * would raise a false alarm.
 */
final class KafkaCommitLog implements CommitLog {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final AvroCodec<LedgerAlert> alerts = AvroCodec.of(LedgerAlert.class);
  private final List<Future<RecordMetadata>> pending = new ArrayList<>();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  KafkaCommitLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public void committed(PreparedTransaction transaction) throws IOException, InterruptedException {
    send(Topics.COMMITS, transaction.transactionalId(), bytes(note(transaction)));
  }

  @Override
  public void alert(DroppedCommittable dropped) throws IOException, InterruptedException {
    LedgerAlert alert =
        LedgerAlert.newBuilder()
            .setAlertId(dropped.alertId())
            .setType("COMMITTABLE_DROPPED")
            .setSeverity("CRITICAL")
            .setDetail(dropped.text())
            .setRaisedAt(System.currentTimeMillis())
            .build();
    send(Topics.ALERTS, dropped.transaction().transactionalId(), alerts.encode(alert));
    flush();
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    try {
      for (Future<RecordMetadata> one : pending) {
        one.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot write what the committer has to tell", e);
    } finally {
      pending.clear();
    }
  }

  @Override
  public Verdict judge(PreparedTransaction transaction) throws IOException, InterruptedException {
    // Notes of this very attempt must be found, too.
    flush();
    if (isNoted(transaction)) {
      return new Verdict(Fate.COMMITTED, "topic " + Topics.COMMITS + " has a note of its commit");
    }
    try (Admin admin = Admin.create(clientConfig())) {
      return judge(transaction, admin);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot ask the coordinator about " + transaction, e);
    }
  }

  private static Verdict judge(PreparedTransaction transaction, Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    TransactionDescription now = describe(transaction.transactionalId(), admin);
    if (now == null) {
      return new Verdict(
          Fate.IN_DOUBT, "The coordinator does not know the id any more, and no commit is noted");
    }
    String shown =
        "state "
            + now.state()
            + ", producer id "
            + now.producerId()
            + ", epoch "
            + now.producerEpoch();
    boolean same = now.producerId() == transaction.producerId();
    int later = now.producerEpoch() - transaction.epoch();
    return switch (now.state()) {
      case PREPARE_COMMIT, COMPLETE_COMMIT ->
          same && (later == 0 || (later == 1 && countsEpochsUpAtCommit(admin)))
              ? new Verdict(Fate.COMMITTED, "the coordinator shows it: " + shown)
              : new Verdict(Fate.IN_DOUBT, "The coordinator shows another transaction: " + shown);
      case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE ->
          // To abort it the coordinator counts the epoch up once; from two on it is a later use.
          same && later <= 1
              ? new Verdict(Fate.LOST, "The coordinator has aborted it: " + shown)
              : new Verdict(Fate.IN_DOUBT, "The coordinator shows another transaction: " + shown);
      case EMPTY, ONGOING, UNKNOWN ->
          new Verdict(Fate.IN_DOUBT, "The id is in use again and no commit is noted: " + shown);
    };
  }

  /**
   * Transactions of version 2 (KIP-890) leave a commit with the next epoch. One that is aborted and
   * begun again is two epochs on, so the next epoch, completed, can only be this one's commit.
   */
  private static boolean countsEpochsUpAtCommit(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    FinalizedVersionRange version =
        admin
            .describeFeatures()
            .featureMetadata()
            .get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
            .finalizedFeatures()
            .get("transaction.version");
    return version != null && version.maxVersionLevel() >= 2;
  }

  private boolean isNoted(PreparedTransaction transaction) throws IOException {
    String note = note(transaction);
    Properties config = clientConfig();
    // Notes are plain records; there is no transaction to wait for.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    TopicPartition partition = new TopicPartition(Topics.COMMITS, 0);
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (transaction.transactionalId().equals(text(record.key()))
              && note.equals(text(record.value()))) {
            return true;
          }
        }
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "topic " + Topics.COMMITS + " was not read in " + WAIT_MAX.toSeconds() + " s");
        }
      }
      return false;
    } catch (KafkaException e) {
      throw new IOException("cannot read topic " + Topics.COMMITS, e);
    }
  }

  private static @Nullable TransactionDescription describe(String transactionalId, Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return admin
          .describeTransactions(List.of(transactionalId))
          .description(transactionalId)
          .get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return null;
      }
      throw e;
    }
  }

  private void send(String topic, String key, byte[] value)
      throws IOException, InterruptedException {
    KafkaProducer<byte[], byte[]> open = producer;
    if (open == null) {
      Properties config = clientConfig();
      config.put(ProducerConfig.ACKS_CONFIG, "all");
      config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
      config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
      config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "1048576");
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(WAIT_MAX.toMillis()));
      open = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    try {
      pending.add(open.send(new ProducerRecord<>(topic, bytes(key), value)));
    } catch (InterruptException e) {
      // Flink knows Java's own exception only; Kafka's has set the flag.
      Thread.interrupted();
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      throw new IOException("cannot write to " + topic, e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  private Properties clientConfig() {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("default.api.timeout.ms", Long.toString(WAIT_MAX.toMillis()));
    return config;
  }

  private static String note(PreparedTransaction transaction) {
    return transaction.producerId() + "/" + transaction.epoch();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
