package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.HeldSink;
import dev.settle.stream.kafka.KafkaBroker;
import dev.settle.stream.kafka.TopicSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction of a completed checkpoint that Kafka aborts before it is committed: its output is
 * gone, and that must be seen. A job that was away for longer than its transactions live loses
 * nothing when all had been committed.
 */
class ExpiredTransactionIT {
  /** Short enough to wait for, long enough for a checkpoint on a machine that is busy. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

  private static final AvroCodec<PaymentChange> CHANGES = AvroCodec.of(PaymentChange.class);
  private static final AvroCodec<LedgerAlert> ALERTS = AvroCodec.of(LedgerAlert.class);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .setConfiguration(clusterConfiguration())
              .build());

  private final Path directory;

  @SuppressWarnings("NullAway.Init") // by start()
  private KafkaBroker kafka;

  @SuppressWarnings("NullAway.Init") // by start()
  private LedgerRun run;

  ExpiredTransactionIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void start() throws Exception {
    kafka = new KafkaBroker(directory);
    run = new LedgerRun(kafka, directory);
  }

  @AfterEach
  void stop() {
    HeldSink.release();
    kafka.close();
  }

  @Test
  void shouldAlertOutputThatExpiredBeforeItWasCommittedAndGoOn() throws Exception {
    JobClient job = submit(null);
    write(0, 100);
    run.awaitConsumed();

    HeldSink.hold();
    write(100, 140);
    awaitHeldAndExpired();
    HeldSink.release();
    write(140, 200);
    run.awaitConsumed();
    run.stop(job, "last");

    proveLossIsSeen(100, 140, 200);
  }

  @Test
  void shouldAlertOutputThatExpiredWhileTheJobWasAway() throws Exception {
    JobClient job = submit(null);
    write(0, 100);
    run.awaitConsumed();

    HeldSink.hold();
    write(100, 140);
    LedgerRun.await("a commit", () -> !HeldSink.held().isEmpty());
    String checkpoint = run.cancel(job);
    awaitHeldAndExpired();
    HeldSink.release();
    JobClient resumed = submit(checkpoint);
    write(140, 200);
    run.awaitConsumed();
    run.stop(resumed, "last");

    proveLossIsSeen(100, 140, 200);
  }

  @Test
  void shouldLoseNothingWhenAwayForLongerThanTransactionsLive() throws Exception {
    JobClient job = submit(null);
    write(0, 100);
    run.awaitConsumed();
    String checkpoint = run.cancel(job);

    TimeUnit.MILLISECONDS.sleep(TRANSACTION_TIMEOUT.plusSeconds(3).toMillis());
    JobClient resumed = submit(checkpoint);
    write(50, 200);
    run.awaitConsumed();
    run.stop(resumed, "last");

    EntryLine.proveLedger(run.entries(), LedgerTraffic.journals(0, 200));
    assertThat(alerts()).isEmpty();
  }

  private JobClient submit(@Nullable String checkpoint) throws Exception {
    return run.submit(
        2,
        checkpoint,
        ExpiredTransactionIT::define,
        "--transaction-timeout",
        TRANSACTION_TIMEOUT.toSeconds() + " s");
  }

  /** The job as it is, but for the sink of the entries, whose commits can be held back. */
  private static void define(StreamExecutionEnvironment environment, LedgerOptions options) {
    LedgerSinks sinks = LedgerJob.sinksOnKafka(options);
    LedgerJob.defineTopology(
        environment,
        TopicSource.of(options.bootstrapServers(), LedgerIds.JOB, Topics.CHANGES),
        TopicSource.of(options.bootstrapServers(), LedgerIds.JOB + "-reference", Topics.REFERENCE),
        new LedgerSinks(
            new HeldSink<>(sinks.entries()),
            sinks.quarantine(),
            sinks.overdrafts(),
            sinks.closings()));
  }

  /** The orders' changes. */
  private void write(int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      for (PaymentChange change : LedgerTraffic.changesOf(number)) {
        records.add(
            new ProducerRecord<>(
                Topics.CHANGES,
                change.getOrderId().getBytes(StandardCharsets.UTF_8),
                CHANGES.encode(change)));
      }
    }
    kafka.produce(records);
  }

  /** Until commits wait, and the broker has aborted the transaction of each. */
  private void awaitHeldAndExpired() throws Exception {
    LedgerRun.await("a commit", () -> !HeldSink.held().isEmpty());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      LedgerRun.await(
          "the end of the transactions",
          () -> states(admin).values().stream().allMatch(TransactionState.COMPLETE_ABORT::equals));
    }
  }

  private static Map<String, TransactionState> states(Admin admin) {
    try {
      return admin.describeTransactions(HeldSink.held()).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, one -> state(one.getValue())));
    } catch (Exception e) {
      throw new AssertionError("the coordinator does not answer", e);
    }
  }

  private static TransactionState state(TransactionDescription transaction) {
    return transaction.state();
  }

  /** Orders from lost to next were read while commits waited; those up to end came after. */
  private void proveLossIsSeen(int lost, int next, int end) {
    List<LedgerAlert> alerts = alerts();
    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.getSeverity()).isEqualTo("CRITICAL");
              assertThat(alert.getDetail()).contains("LOST");
            });
    for (String id : HeldSink.held()) {
      assertThat(alerts)
          .as("alert of %s", id)
          .anySatisfy(alert -> assertThat(alert.getDetail()).contains("transactional id " + id));
    }

    List<EntryLine> entries = run.entries();
    Set<String> missing = new TreeSet<>(LedgerTraffic.journals(0, end));
    entries.forEach(entry -> missing.remove(entry.journal()));
    assertThat(missing).isNotEmpty();
    assertThat(LedgerTraffic.journals(lost, next)).containsAll(missing);
    assertThat(entries.stream().map(entry -> entry.journal() + "/" + entry.leg()))
        .doesNotHaveDuplicates();
    // The night's proof sees it too: an account's sequence has a gap.
    assertThat(entries.stream().collect(Collectors.groupingBy(EntryLine::key)).values())
        .anyMatch(
            account ->
                account.stream().mapToLong(EntryLine::sequence).max().orElse(0) > account.size());
  }

  private List<LedgerAlert> alerts() {
    return kafka.committed(Topics.ALERTS).stream()
        .map(record -> LedgerRun.decode(ALERTS, record.value()))
        .filter(alert -> alert.getType().equals("COMMITTABLE_DROPPED"))
        .toList();
  }

  private static Configuration clusterConfiguration() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return configuration;
  }
}
