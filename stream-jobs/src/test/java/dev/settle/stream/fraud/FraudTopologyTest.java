package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.Histories;
import dev.settle.stream.fraud.window.Oracle;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.CommittedLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The topology between sources and sinks in memory, with a failure in between. */
class FraudTopologyTest {
  private static final int PAYMENTS = 2_000;

  /** So many that there are checkpoints and the failure while they are read. */
  private static final int PER_SECOND = 1_500;

  private static final List<OrderKind> KINDS =
      List.of(
          OrderKind.PURCHASE,
          OrderKind.TRANSFER,
          OrderKind.TIP,
          OrderKind.WITHDRAWAL,
          OrderKind.TOP_UP);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void shouldAlertOnceAsTheDefinitionSaysWhenTheJobFailsAndRestores(@TempDir Path directory)
      throws Exception {
    List<FraudRuleRow> rules = Histories.rules();
    CommittedLines<EncodedRecord> alerts = new CommittedLines<>(alert -> line(alert.value), 20);
    CommittedLines<EncodedRecord> late = new CommittedLines<>(event -> event.key, 1_000_000);
    CommittedLines<EncodedRecord> quarantine = new CommittedLines<>(rule -> rule.key, 1_000_000);
    FraudRuleRow bad = Rules.count("bad");
    bad.setFilter("no such field");

    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(directory));
    FraudOptions options = new FraudOptions();
    // Each of two subtasks reads one half of the time: the later half waits for the earlier.
    options.read(
        FraudIds.JOB,
        "--parallelism=2",
        "--checkpoint-interval=100 ms",
        "--out-of-orderness=2 s",
        "--drift=1 d",
        "--rules-quiet=500 ms");
    JobEnvironment.configure(environment, options);
    List<FraudRuleRow> rows = new ArrayList<>(rules);
    rows.add(bad);
    FraudJob.defineTopology(
        environment,
        options,
        payments(),
        rules(rows),
        new FraudSinks(alerts, late, quarantine),
        new MemoryHistory(FraudTopologyTest::all));
    environment.execute(FraudIds.JOB);

    assertThat(alerts.hasFailed()).isTrue();
    assertThat(alerts.lines())
        .hasSizeGreaterThan(100)
        .containsExactlyInAnyOrderElementsOf(expected(rules));
    assertThat(late.lines()).isEmpty();
    assertThat(quarantine.lines()).containsExactly("fraud_rule/bad");
  }

  private static List<String> expected(List<FraudRuleRow> rows) {
    List<String> lines = new ArrayList<>();
    for (FraudRuleRow row : rows) {
      FraudRule rule = Rules.rule(row);
      Map<String, List<FraudEvent>> byKey = new TreeMap<>();
      for (int i = 0; i < PAYMENTS; i++) {
        FraudEvent event = payment(i);
        for (String key : rule.key().keysOf(event)) {
          byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
        }
      }
      byKey.forEach(
          (key, events) ->
              Oracle.findings(rule, key, events)
                  .forEach(found -> lines.add(rule.id() + " " + key + " " + found)));
    }
    return lines;
  }

  /** Ten users take turns, some 700 ms apart. */
  private static FraudEvent payment(long index) {
    OrderKind kind = KINDS.get((int) (index * 7 % 5));
    String user = "u" + index % 10;
    String payee =
        switch (kind) {
          case TOP_UP -> user;
          case TRANSFER -> "u" + (index + 1) % 10;
          case PURCHASE, TIP, WITHDRAWAL -> "";
        };
    return Events.event(
        "o" + index,
        1_000_000 + index * 733 + index * index % 400,
        index * index % 1_500 + 1,
        kind,
        kind == OrderKind.TOP_UP ? "" : user,
        payee,
        "d" + index % 13);
  }

  /**
   * By the second and not by the checkpoint: no checkpoint completes while one of two subtasks of
   * the routing step has come to its end, whose state is a union, and the other must not wait for
   * one.
   */
  private static DataGeneratorSource<CapturedEvent> payments() {
    return new DataGeneratorSource<>(
        FraudTopologyTest::delivered,
        2 * PAYMENTS,
        RateLimiterStrategy.perSecond(PER_SECOND),
        CapturedEvent.IN_FLIGHT);
  }

  /** Every payment twice. */
  private static CapturedEvent delivered(Long index) {
    FraudEvent payment = payment(index / 2);
    int partition = index < PAYMENTS ? 0 : 1;
    return new CapturedEvent(payment, partition, index, index / 2, payment.time(), false);
  }

  private static List<CapturedEvent> all() {
    return LongStream.range(0, 2L * PAYMENTS).mapToObj(FraudTopologyTest::delivered).toList();
  }

  private static DataGeneratorSource<TopicRecord> rules(List<FraudRuleRow> rows) {
    List<TopicRecord> records = rows.stream().map(Rules::record).toList();
    String[] keys = records.stream().map(record -> record.key).toArray(String[]::new);
    byte[][] values = records.stream().map(record -> record.value).toArray(byte[][]::new);
    return new DataGeneratorSource<>(
        index ->
            new TopicRecord(
                "payments.reference",
                0,
                index,
                keys[Math.toIntExact(index)],
                values[Math.toIntExact(index)]),
        records.size(),
        TopicRecord.IN_FLIGHT);
  }

  private static Configuration configuration(Path directory) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    return configuration;
  }

  private static String line(byte[] alert) {
    try {
      return JobHarness.line(AvroCodec.of(FraudAlert.class).decode(alert));
    } catch (CodecException e) {
      throw new IllegalStateException(e);
    }
  }
}
