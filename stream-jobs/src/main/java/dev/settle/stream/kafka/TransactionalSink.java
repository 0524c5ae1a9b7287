package dev.settle.stream.kafka;

import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Builds the jobs' exactly-once Kafka sinks: one transaction a subtask and checkpoint, committed
 * when the checkpoint is complete.
 *
 * <p><b>Names of transactions.</b> {@link TransactionNamingStrategy#POOLING} takes a transactional
 * id again once its transaction is committed, so a sink keeps a handful of ids for ever;
 * INCREMENTING would leave one per subtask and checkpoint with the broker for seven days (at 5 s
 * some 17,000 a subtask and day). The price, FLINK-40626: when the job falls back to a checkpoint
 * whose ids have been taken again AND comes up with a smaller parallelism, a transaction may stay
 * open until its timeout and hold up read-committed readers that long. So change the parallelism by
 * stopping with a savepoint, which leaves no transaction open.
 *
 * <p><b>Dropped transactions.</b> Flink's committer logs and drops a transaction that the broker
 * has fenced or aborted, and the job goes on. Here each such transaction is judged; unless it is
 * known to have been committed before, it is counted ({@code droppedCommittables}) and alerted in
 * {@code ledger.alerts}.
 */
public final class TransactionalSink {
  /**
   * Unless told otherwise: far above the longest checkpoint plus a restart, below the broker's
   * maximum of 15 minutes. After this time the broker aborts what a stopped job had prepared.
   */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private TransactionalSink() {}

  /**
   * A sink.
   *
   * @param transactionalIdPrefix unique per sink and application, and never changed: with another
   *     one a restarted job does not find the transactions of its last attempt
   */
  public static <T> Sink<T> of(
      String bootstrapServers, String transactionalIdPrefix, TopicSerializer<T> serializer) {
    return of(bootstrapServers, transactionalIdPrefix, TIMEOUT, serializer);
  }

  /**
   * A sink.
   *
   * @param transactionTimeout after this time the broker aborts what was not committed
   */
  public static <T> Sink<T> of(
      String bootstrapServers,
      String transactionalIdPrefix,
      Duration transactionTimeout,
      TopicSerializer<T> serializer) {
    return new WatchedSink<>(
        kafkaSink(bootstrapServers, transactionalIdPrefix, transactionTimeout, serializer),
        bootstrapServers,
        null);
  }

  /** A sink that refuses to begin without state where the guard says so. */
  public static <T> Sink<T> guarded(
      String bootstrapServers,
      String transactionalIdPrefix,
      Duration transactionTimeout,
      TopicSerializer<T> serializer,
      StartGuard guard) {
    return new WatchedSink<>(
        kafkaSink(bootstrapServers, transactionalIdPrefix, transactionTimeout, serializer),
        bootstrapServers,
        guard);
  }

  private static <T> KafkaSink<T> kafkaSink(
      String bootstrapServers,
      String transactionalIdPrefix,
      Duration transactionTimeout,
      TopicSerializer<T> serializer) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setRecordSerializer(serializer)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()))
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "20")
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "262144")
        .setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864")
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .build();
  }
}
