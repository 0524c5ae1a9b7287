package dev.settle.stack.kafka;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The transactions of a Kafka cluster: which are open, what waits for them, and an end to one. */
public final class KafkaTransactions implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;
  private static final Set<TransactionState> OPEN =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_COMMIT);

  private final Admin admin;

  /** For the cluster at this address. */
  public KafkaTransactions(String bootstrapServers) {
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", TIMEOUT_MS,
                "default.api.timeout.ms", TIMEOUT_MS));
  }

  /**
   * All open transactions: those that a coordinator knows, and in the pipeline's topics those that
   * only a partition knows.
   *
   * @throws ExecutionException with Kafka's reason when it does not answer
   */
  public List<OpenTransaction> open() throws ExecutionException, InterruptedException {
    Map<TopicPartition, ProducerState> before = writing();
    List<String> ids =
        admin
            .listTransactions(new ListTransactionsOptions().filterStates(OPEN))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .toList();
    List<OpenTransaction> open = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (Map.Entry<String, TransactionDescription> entry :
        admin.describeTransactions(ids).all().get().entrySet()) {
      TransactionDescription transaction = entry.getValue();
      if (!OPEN.contains(transaction.state())) {
        continue;
      }
      known.add(transaction.producerId());
      open.add(
          new OpenTransaction(
              entry.getKey(),
              transaction.state().toString(),
              transaction.producerId(),
              transaction.producerEpoch(),
              transaction.transactionStartTimeMs().isPresent()
                  ? since(transaction.transactionStartTimeMs().getAsLong())
                  : null,
              Duration.ofMillis(transaction.transactionTimeoutMs()),
              transaction.topicPartitions().stream()
                  .map(TopicPartition::toString)
                  .sorted()
                  .toList()));
    }
    for (Map.Entry<TopicPartition, ProducerState> entry : writing().entrySet()) {
      ProducerState producer = entry.getValue();
      // One that was open before and after, and that no coordinator knew in between.
      if (!known.contains(producer.producerId()) && sameUse(before.get(entry.getKey()), producer)) {
        open.add(
            new OpenTransaction(
                null,
                OpenTransaction.HANGING,
                producer.producerId(),
                producer.producerEpoch(),
                since(producer.lastTimestamp()),
                null,
                List.of(entry.getKey().toString())));
      }
    }
    return List.copyOf(open);
  }

  /** The pipeline's partitions in which something waits for an open transaction. */
  public List<HeldPartition> held() throws ExecutionException, InterruptedException {
    Set<TopicPartition> partitions = partitions();
    Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    return partitions.stream()
        .map(
            p ->
                new HeldPartition(
                    p.toString(), stable.getOrDefault(p, 0L), all.getOrDefault(p, 0L)))
        .filter(held -> held.waiting() > 0)
        .sorted(Comparator.comparing(HeldPartition::partition))
        .toList();
  }

  /**
   * Aborts what is open under a transactional id, and fences its producer. What a job has prepared
   * for a completed checkpoint is lost with it.
   */
  public void abort(String transactionalId) throws ExecutionException, InterruptedException {
    admin.fenceProducers(List.of(transactionalId)).all().get();
  }

  /**
   * Aborts a hanging transaction in one partition.
   *
   * @throws IllegalArgumentException when the producer has none there
   */
  public void abortHanging(TopicPartition partition, long producerId)
      throws ExecutionException, InterruptedException {
    ProducerState producer =
        admin
            .describeProducers(List.of(partition))
            .partitionResult(partition)
            .get()
            .activeProducers()
            .stream()
            .filter(
                p -> p.producerId() == producerId && p.currentTransactionStartOffset().isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "producer " + producerId + " has no open transaction in " + partition));
    admin
        .abortTransaction(
            new AbortTransactionSpec(
                partition,
                producerId,
                (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0)))
        .all()
        .get();
  }

  /** By partition the producer that has the oldest open transaction there. */
  private Map<TopicPartition, ProducerState> writing()
      throws ExecutionException, InterruptedException {
    return admin.describeProducers(partitions()).all().get().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .min(
                        Comparator.comparingLong(
                            producer -> producer.currentTransactionStartOffset().getAsLong()))
                    .map(producer -> Map.entry(entry.getKey(), producer))
                    .stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean sameUse(@Nullable ProducerState one, ProducerState other) {
    return one != null
        && one.producerId() == other.producerId()
        && one.producerEpoch() == other.producerEpoch()
        && one.currentTransactionStartOffset().equals(other.currentTransactionStartOffset());
  }

  private Set<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    Collection<String> ours =
        Topics.all().stream().map(Topic::name).filter(existing::contains).toList();
    Set<TopicPartition> partitions = new HashSet<>();
    for (TopicDescription topic : admin.describeTopics(ours).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    return partitions;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())),
                new ListOffsetsOptions(isolation))
            .all()
            .get();
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static Duration since(long epochMs) {
    return Duration.between(Instant.ofEpochMilli(epochMs), Instant.now());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
