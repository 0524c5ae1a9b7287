package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.lifecycle.TestStack;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.SqlResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fraud rules on real servers: added and refused while payments flow, then parts are killed with
 * kill -9, and at the end the alerts are what the definition says of PostgreSQL's rows, each once.
 */
class FraudEndToEndIT {
  private static final Duration STEP_MAX = Duration.ofMinutes(3);
  private static final long POLL_MS = 100;
  private static final long SEED = 5;
  private static final int PATIENCE_S = 120;
  private static final List<String> RULES = List.of("payer-burst", "device-sum");

  /** Longer than the windows of the rules and than what waits in the job. */
  private static final Duration BEFORE_RULES = Duration.ofSeconds(12);

  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(4);
  private static final Duration COMMITTED_AFTER = Duration.ofMillis(1_500);
  private static final String ORACLE = SqlResource.read(FraudEndToEndIT.class, "fraud-oracle.sql");

  private static final List<Component> KILLED =
      List.of(Component.FLINK_TASKMANAGER, Component.CDC_CONNECTOR, Component.KAFKA);

  private final TestStack servers = new TestStack("fraud-", 1_000, System.out);
  private final PaymentDatabase payments =
      TrafficOptions.paymentDatabase(servers.config(), PATIENCE_S);
  private final AnalystDatabase analyst =
      new AnalystDatabase(
          servers.config().clickhouseUrl(),
          servers.config().clickhouseUser(),
          servers.config().clickhousePassword());
  private final LivePayments traffic = new LivePayments(payments, SEED);
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  FraudEndToEndIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    executor.shutdownNow();
    servers.close();
  }

  @Test
  void shouldRaiseEachAlertOnceThoughPartsAreKilledAndTakeRulesInAndRefuseThem() throws Exception {
    assertOk("up", "--all");
    final Future<Integer> writing = executor.submit(traffic);
    try {
      await("payments at the job", () -> metric("fraud_events") > 0);
      // Their windows hold what was paid before.
      Thread.sleep(BEFORE_RULES.toMillis());
      addRules();
      refuseRules();
      final Instant from = effectiveFrom();
      for (Component component : KILLED) {
        servers.kill(component);
        servers.stack().up(EnumSet.of(component));
        Thread.sleep(BETWEEN_KILLS.toMillis());
      }
      final Instant below = Instant.now();
      // What was paid before is committed by then.
      Thread.sleep(COMMITTED_AFTER.toMillis());
      List<String> expected = expected(from, below);
      assertThat(expected).hasSizeGreaterThan(20);
      assertFound(expected, from, below);
      say(
          "%d alerts, all landed %.1f s after the last of them was paid",
          expected.size(), seconds(below));
      traffic.stop();
      int written = writing.get(STEP_MAX.toSeconds(), TimeUnit.SECONDS);
      say("%d payments written", written);
      assertThatStartingAnewDoublesNothing(expected, from, below);
      assertThatTheLastPaymentsAreJudged(from);
    } catch (Exception | AssertionError e) {
      new Evidence(servers.config()).lines().forEach(line -> say("%s", line));
      throw e;
    }
    assertOk("down");
  }

  /** Adds the rules by SQL and tells how long they take to work. */
  private void addRules() throws Exception {
    double rulesBefore = metric(JobKind.FRAUD, "numRecordsOut", "fraud-rules");
    execute(SqlResource.read(FraudEndToEndIT.class, "fraud-rules.sql"));
    Instant committed = Instant.now();
    await(
        "the rules at the job",
        () -> metric(JobKind.FRAUD, "numRecordsOut", "fraud-rules") > rulesBefore);
    Instant known = Instant.now();
    String alerts = "SELECT 1 FROM settlement.fraud_alert WHERE rule_id = '%s' LIMIT 1";
    for (String rule : RULES) {
      await("an alert of " + rule, () -> !analyst.rows(alerts.formatted(rule)).isEmpty());
    }
    List<String> first =
        analyst
            .rows(
                "SELECT toUnixTimestamp64Milli(min(event_time)), toUnixTimestamp64Milli(min(raised_at))"
                    + " FROM settlement.fraud_alert")
            .get(0);
    say(
        "rules committed; known to the job after %.1f s; first crossing paid after %.1f s, raised after %.1f s, both rules' alerts in ClickHouse after %.1f s",
        Duration.between(committed, known).toMillis() / 1e3,
        (Long.parseLong(first.get(0)) - committed.toEpochMilli()) / 1e3,
        (Long.parseLong(first.get(1)) - committed.toEpochMilli()) / 1e3,
        seconds(committed));
  }

  /** The first instant whose crossings both rules raise; their history fills the windows before. */
  private Instant effectiveFrom() throws SQLException, InterruptedException {
    try (Connection connection = payments.connectPatiently();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(effective_from) FROM payments.fraud_rule WHERE rule_id <> 'unread'")) {
      assertThat(row.next()).isTrue();
      return row.getTimestamp(1).toInstant();
    }
  }

  /** A rule, and a version of a rule that works, whose filters do not parse. */
  private void refuseRules() throws Exception {
    execute(
        """
        INSERT INTO payments.fraud_rule (rule_id, name, kind, status, action, key_fields, filter, window_seconds,
          aggregate, pane_seconds, comparison, threshold, updated_by)
        VALUES ('unread', 'nobody can read it', 'AGGREGATE', 'ACTIVE', 'ALERT', '{payer}', 'amount >', 5, 'COUNT', 1, '>=', 2, 'test')
        """);
    execute(
        "UPDATE payments.fraud_rule SET filter = 'colour == \"red\"', version = version + 1"
            + " WHERE rule_id = 'payer-burst'");
    Instant committed = Instant.now();
    String refusals =
        "SELECT entity_id, category, detail FROM settlement.quarantine WHERE entity = 'FRAUD_RULE' ORDER BY 1";
    await("the refused rules", () -> analyst.rows(refusals).size() >= 2);
    say(
        "refused rules in the quarantine after %.1f s: %s",
        seconds(committed), analyst.rows(refusals));
    assertThat(analyst.rows(refusals))
        .satisfiesExactly(
            row -> assertThat(row.toString()).contains("payer-burst", "colour"),
            row -> assertThat(row.toString()).contains("unread", "1:9: mismatched input"));
    assertThat(metric("fraud_rulesRefused")).isEqualTo(2);
  }

  private List<String> expected(Instant from, Instant below) throws Exception {
    try (Connection connection = payments.connectPatiently();
        PreparedStatement oracle = connection.prepareStatement(ORACLE)) {
      oracle.setArray(1, connection.createArrayOf("text", RULES.toArray()));
      oracle.setTimestamp(2, Timestamp.from(from));
      oracle.setTimestamp(3, Timestamp.from(below));
      List<String> lines = new ArrayList<>();
      try (ResultSet rows = oracle.executeQuery()) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
      return lines;
    }
  }

  private void assertFound(List<String> expected, Instant from, Instant below) throws Exception {
    await("all alerts in ClickHouse", () -> landed(from, below).size() >= expected.size());
    assertThat(landed(from, below))
        .as("in ClickHouse")
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(committed(from, below))
        .as("in the topic")
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(analyst.rows("SELECT * FROM settlement.fraud_late_event LIMIT 5"))
        .as("late events")
        .isEmpty();
    assertThat(
            analyst.rows(
                "SELECT detail FROM settlement.ledger_alert WHERE type = 'COMMITTABLE_DROPPED'"))
        .as("dropped output")
        .isEmpty();
  }

  /** Without its state the job finds all again, under the ids that are known. */
  private void assertThatStartingAnewDoublesNothing(
      List<String> expected, Instant from, Instant below) throws Exception {
    assertOk("stop", "fraud", "--cancel");
    double repeated = metric(JobKind.LANDING, "landing_repeated", "");
    assertOk("submit", "fraud");
    await("the alerts again", () -> committed(from, below).size() >= 2 * expected.size());
    assertThat(committed(from, below)).hasSize(2 * expected.size());
    await(
        "the alerts at the landing job",
        () -> metric(JobKind.LANDING, "landing_repeated", "") >= repeated + expected.size());
    assertThat(landed(from, below))
        .as("in ClickHouse after a start anew")
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Nothing is paid any more; once the partitions rest the last payments are judged too. */
  private void assertThatTheLastPaymentsAreJudged(Instant from) throws Exception {
    Instant end = Instant.now();
    List<String> all = expected(from, end);
    await("the last alerts", () -> landed(from, end).size() >= all.size());
    assertThat(landed(from, end)).containsExactlyInAnyOrderElementsOf(all);
  }

  private List<String> landed(Instant from, Instant below) throws InterruptedException {
    String sql =
        "SELECT concat(rule_id, ' v', toString(rule_version), ' ', key, ' ', event_ids[-1])"
            + " FROM settlement.fraud_alert"
            + " WHERE toUnixTimestamp64Milli(event_time) BETWEEN %d AND %d";
    return analyst.rows(sql.formatted(from.toEpochMilli(), below.toEpochMilli() - 1)).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private List<String> committed(Instant from, Instant below) throws CodecException {
    return committedAlerts().stream()
        .filter(alert -> alert.getEventTime() >= from.toEpochMilli())
        .filter(alert -> alert.getEventTime() < below.toEpochMilli())
        .map(FraudEndToEndIT::line)
        .toList();
  }

  private static String line(FraudAlert alert) {
    List<String> ids = alert.getEventIds();
    return "%s v%d %s %s"
        .formatted(
            alert.getRuleId(), alert.getRuleVersion(), alert.getKey(), ids.get(ids.size() - 1));
  }

  private List<FraudAlert> committedAlerts() throws CodecException {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", servers.config().bootstrapServers());
    client.put("isolation.level", "read_committed");
    TopicPartition partition = new TopicPartition(Topics.FRAUD_ALERTS, 0);
    AvroCodec<FraudAlert> codec = AvroCodec.of(FraudAlert.class);
    List<FraudAlert> alerts = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          alerts.add(codec.decode(record.value()));
        }
      }
    }
    return alerts;
  }

  private void execute(String sql) throws SQLException, InterruptedException {
    try (Connection connection = payments.connectPatiently();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private double metric(String name) throws IOException, InterruptedException {
    return metric(JobKind.FRAUD, name, "");
  }

  /** Sum over a job's subtasks of a metric of its operators; 0 while there is none. */
  private double metric(JobKind job, String name, String operator)
      throws IOException, InterruptedException {
    StackConfig config = servers.config();
    URI address =
        URI.create("http://127.0.0.1:" + config.ports().flinkTaskManagerMetrics() + "/metrics");
    String text =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body();
    Pattern wanted =
        Pattern.compile("^flink_taskmanager_job_task_operator_" + name + "\\{(.*)} (\\S+)$");
    return text.lines()
        .map(wanted::matcher)
        .filter(line -> line.matches())
        .filter(line -> line.group(1).contains("job_name=\"" + job.jobName() + "\""))
        .filter(line -> line.group(1).contains(operator))
        .mapToDouble(line -> Double.parseDouble(line.group(2)))
        .sum();
  }

  private static void await(String what, Callable<Boolean> reached) throws Exception {
    long deadline = System.nanoTime() + STEP_MAX.toNanos();
    while (!reached.call()) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(deadline);
      Thread.sleep(POLL_MS);
    }
  }

  private void assertOk(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(servers.flags());
    all.addAll(List.of(arguments));
    assertThat(Settle.commandLine().execute(all.toArray(String[]::new)))
        .as(command)
        .isEqualTo(ExitCodes.OK);
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1e3;
  }

  private static void say(String format, Object... arguments) {
    System.out.println("FRAUD " + String.format(Locale.ROOT, format, arguments));
  }
}
