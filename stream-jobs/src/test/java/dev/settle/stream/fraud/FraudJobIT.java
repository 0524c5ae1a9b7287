package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import dev.settle.stream.fraud.window.Oracle;
import dev.settle.stream.kafka.KafkaBroker;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.Orders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The fraud job between real topics, with RocksDB, through the death of its TaskManager. */
class FraudJobIT {
  private static final Duration WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration IDLE_AFTER = Duration.ofSeconds(4);
  private static final int PARTITIONS = 4;
  private static final long START = Orders.PAID;
  private static final AvroCodec<PaymentChange> CHANGES = AvroCodec.of(PaymentChange.class);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(
                  new Configuration()
                      .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128)))
              .build());

  private final Path directory;
  private final List<FraudEvent> events = new ArrayList<>();
  private @Nullable JobClient job;

  FraudJobIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void cancel() throws Exception {
    if (job != null && !job.getJobStatus().get().isGloballyTerminalState()) {
      job.cancel().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldAlertOnceThroughAKillAndTakeInRulesWhileItRuns(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      FraudRuleRow first = Rules.count("first");
      kafka.produce(List.of(record(first), record(month("month"))));
      kafka.produce(payments(0, 300));
      job = submit(kafka, "--out-of-orderness=2 s");
      await("first alerts", () -> !alerts(kafka).isEmpty());

      cluster.terminateTaskManager(0).get(60, TimeUnit.SECONDS);
      kafka.produce(payments(300, 600));
      cluster.startTaskManager();
      long second = START + 1_000_000;
      kafka.produce(ticks(second));
      List<String> ofFirst = expected(first);
      await("alerts after the kill", () -> alerts(kafka).size() >= ofFirst.size());
      assertThat(lines(kafka)).containsExactlyInAnyOrderElementsOf(ofFirst);

      FraudRuleRow later = month("later");
      FraudRuleRow bad = Rules.count("first");
      bad.setVersion(2);
      bad.setFilter("amount >");
      kafka.produce(List.of(record(later), record(bad)));
      await("the refusal", () -> !kafka.committed(Topics.QUARANTINE).isEmpty());
      kafka.produce(payments(2_100, 2_200));
      kafka.produce(ticks(START + 2_000_000));
      List<String> all = new ArrayList<>(expected(first));
      all.addAll(expected(month("month")));
      all.addAll(expected(later));
      assertThat(expected(later)).hasSize(1).doesNotContainAnyElementsOf(ofFirst);
      await("alerts of the new rule", () -> alerts(kafka).size() >= all.size());

      kafka.produce(List.of(record(change(row(99_999, "u1", START)))));
      await("the late payment", () -> !kafka.committed(Topics.FRAUD_LATE).isEmpty());
      job.stopWithSavepoint(
              false, directory.resolve("end").toUri().toString(), SavepointFormatType.CANONICAL)
          .get(60, TimeUnit.SECONDS);

      assertThat(lines(kafka)).containsExactlyInAnyOrderElementsOf(all);
      assertThat(alerts(kafka)).extracting(FraudAlert::getAlertId).doesNotHaveDuplicates();
      assertThat(decoded(kafka, Topics.QUARANTINE, QuarantineRecord.class))
          .singleElement()
          .satisfies(refused -> assertThat(refused.getDetail()).contains("1:9: mismatched input"));
      assertThat(decoded(kafka, Topics.FRAUD_LATE, FraudLateEvent.class))
          .extracting(late -> late.getEventId() + " " + late.getRuleIds())
          .containsExactly("o99999 [first]");
    }
  }

  @Test
  void shouldReadOnAfterAllPartitionsHadNoPaymentsForAWhile() throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      FraudRuleRow rule = Rules.count("quiet");
      job = submitQuick(kafka, rule);
      for (int time = 0; time < 3; time++) {
        // At its end, the newest payment is further ahead of the watermark than partitions may be
        // of each other.
        kafka.produce(payments(time * 2_000, time * 2_000 + 150));
        awaitExactly(kafka, rule);
        Thread.sleep(IDLE_AFTER.multipliedBy(2).toMillis());
      }
      assertThat(kafka.committed(Topics.FRAUD_LATE)).isEmpty();
    }
  }

  @Test
  void shouldNotTakeTimePastASubtaskThatWasAheadBeforeItWasQuiet() throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      FraudRuleRow rule = Rules.count("ahead");
      job = submitQuick(kafka, rule);
      // Partition 0 is read by one subtask, 1 and 3 by the other.
      for (int partition = 1; partition < PARTITIONS; partition++) {
        kafka.produce(to(partition, payments(partition * 10, partition * 10 + 10)));
      }
      kafka.produce(to(0, payments(100, 110)));
      awaitExactly(kafka, rule);
      Thread.sleep(IDLE_AFTER.multipliedBy(2).toMillis());

      // Within the time in which subtasks may return after each other.
      kafka.produce(to(1, payments(4_000, 4_010)));
      kafka.produce(to(3, payments(4_010, 4_020)));
      Thread.sleep(1_000);
      kafka.produce(to(0, payments(2_000, 2_010)));
      kafka.produce(to(2, payments(2_010, 2_020)));
      awaitExactly(kafka, rule);
      assertThat(kafka.committed(Topics.FRAUD_LATE)).isEmpty();
    }
  }

  @Test
  void shouldJudgeTheLastPaymentsThoughTheJobDiedAfterItHadReadThem(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      FraudRuleRow rule = Rules.count("last");
      kafka.produce(List.of(record(rule)));
      job = submit(kafka, "--idle-after=15 s", "--out-of-orderness=6 s");
      kafka.produce(payments(0, 150));
      kafka.produce(payments(200, 210));
      await("first alerts", () -> !alerts(kafka).isEmpty());
      // Time for a checkpoint that has all payments, but not for partitions to rest.
      Thread.sleep(1_000);
      cluster.terminateTaskManager(0).get(60, TimeUnit.SECONDS);
      assertThat(alerts(kafka)).as("the last are to come").hasSizeLessThan(expected(rule).size());
      cluster.startTaskManager();
      awaitExactly(kafka, rule);
      assertThat(kafka.committed(Topics.FRAUD_LATE)).isEmpty();
    }
  }

  /** A job with one rule whose partitions rest soon. */
  private JobClient submitQuick(KafkaBroker kafka, FraudRuleRow rule) throws Exception {
    kafka.produce(List.of(record(rule)));
    return submit(kafka, "--idle-after=" + IDLE_AFTER.toMillis() + " ms", "--out-of-orderness=6 s");
  }

  /** Waits for the alerts of all payments so far, of which there are more than before. */
  private void awaitExactly(KafkaBroker kafka, FraudRuleRow rule) throws InterruptedException {
    List<String> expected = expected(rule);
    assertThat(expected).hasSizeGreaterThan(alerts(kafka).size());
    await("alert no. " + expected.size(), () -> alerts(kafka).size() >= expected.size());
    assertThat(lines(kafka)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<ProducerRecord<byte[], byte[]>> to(
      int partition, List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            record -> new ProducerRecord<>(record.topic(), partition, record.key(), record.value()))
        .toList();
  }

  /** So many in a month that it takes what was paid before the rule came. */
  private static FraudRuleRow month(String id) {
    FraudRuleRow row = Rules.count(id);
    row.setKeyFields(List.of("channel"));
    row.setWindowSeconds(2_592_000);
    row.setPaneSeconds(7_200);
    row.setThreshold(650L);
    return row;
  }

  private JobClient submit(KafkaBroker kafka, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--parallelism=2",
                "--checkpoint-interval=300 ms",
                "--rules-quiet=1 s"));
    arguments.addAll(List.of(more));
    FraudOptions options = new FraudOptions();
    options.read(FraudIds.JOB, arguments.toArray(String[]::new));
    Configuration configuration = new Configuration();
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    JobEnvironment.configure(environment, options);
    FraudJob.defineOnKafka(environment, options);
    return environment.executeAsync(FraudIds.JOB);
  }

  /** A payment each 500 ms by one of five users, each delivered twice. */
  private List<ProducerRecord<byte[], byte[]>> payments(int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      PaymentChange change = change(row(i, "u" + i * i % 5, START + i * 500L));
      events.addAll(EventReader.read(change));
      records.add(record(change));
      records.add(record(change));
    }
    return records;
  }

  /** Takes the time of every partition to a point. */
  private List<ProducerRecord<byte[], byte[]>> ticks(long time) throws UnreadableChangeException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      PaymentChange change = change(row(1_000_000 + events.size(), "tick" + partition, time));
      events.addAll(EventReader.read(change));
      records.add(
          new ProducerRecord<>(
              Topics.CHANGES, partition, bytes(change.getOrderId()), CHANGES.encode(change)));
    }
    return records;
  }

  private static OrderRow row(int number, String payer, long paidAt) {
    OrderRow row = Orders.row("o" + number, 2, "PAID");
    row.setPayerId(payer);
    row.setPaidAt(paidAt);
    return row;
  }

  private static PaymentChange change(OrderRow row) {
    PaymentChange change = Orders.change(row);
    change.getSource().setCommittedAt(START + 10_000_000);
    return change;
  }

  private static ProducerRecord<byte[], byte[]> record(PaymentChange change) {
    return new ProducerRecord<>(Topics.CHANGES, bytes(change.getOrderId()), CHANGES.encode(change));
  }

  private static ProducerRecord<byte[], byte[]> record(FraudRuleRow row) {
    TopicRecord record = Rules.record(row);
    return new ProducerRecord<>(Topics.REFERENCE, bytes(record.key), record.value);
  }

  /** What a rule finds, but for what the ticks themselves may cross. */
  private List<String> expected(FraudRuleRow row) {
    FraudRule rule = Rules.rule(row);
    Map<String, List<FraudEvent>> byKey = new HashMap<>();
    for (FraudEvent event : events) {
      rule.key()
          .keysOf(event)
          .forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event));
    }
    List<String> lines = new ArrayList<>();
    byKey.forEach(
        (key, history) ->
            Oracle.findings(rule, key, history).stream()
                .filter(found -> !found.startsWith("o1000"))
                .forEach(found -> lines.add(rule.id() + " " + key + " " + found)));
    return lines;
  }

  private static List<String> lines(KafkaBroker kafka) {
    return alerts(kafka).stream().map(JobHarness::line).toList();
  }

  private static List<FraudAlert> alerts(KafkaBroker kafka) {
    return decoded(kafka, Topics.FRAUD_ALERTS, FraudAlert.class);
  }

  private static <A extends SpecificRecordBase> List<A> decoded(
      KafkaBroker kafka, String topic, Class<A> type) {
    AvroCodec<A> codec = AvroCodec.of(type);
    List<A> records = new ArrayList<>();
    for (var record : kafka.committed(topic)) {
      try {
        records.add(codec.decode(record.value()));
      } catch (CodecException e) {
        throw new AssertionError("a record that cannot be read", e);
      }
    }
    return records;
  }

  private static void await(String what, BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + WAIT_MAX.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + WAIT_MAX.toSeconds() + " s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
