package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.KafkaBroker;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.landing.clickhouse.ClickHouseSink;
import dev.settle.stream.landing.clickhouse.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The present job goes on where a released one stopped. Its savepoint holds every row as a block
 * that is still to be landed, encoded for the columns of that release; here they meet a ClickHouse
 * with the present tables.
 */
class LandingUpgradeIT {
  private static final int ENTRIES = 20;
  private static final int ORDERS = 5;
  private static final Duration WAIT_MAX = Duration.ofSeconds(90);

  private final Path directory;

  LandingUpgradeIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(ints = 1)
  void shouldGoOnFromTheSavepointOfARelease(int release) throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory);
        EngineProcess engine = EngineProcess.start()) {
      LandingTables.migrate(engine);
      kafka.produce(before());
      JobClient job = submit(kafka, engine, "300 ms", savepoint(release));
      // Delivered again: the state knows them.
      kafka.produce(repeatable());
      kafka.produce(after());
      await(engine, "SELECT count() FROM settlement.ledger_entry", ENTRIES + 1);
      await(engine, "SELECT count() FROM settlement.payment_event", 2 * ORDERS + 1);
      await(engine, "SELECT count() FROM settlement.ledger_instruction", 1);
      await(engine, "SELECT count() FROM settlement.ledger_alert", 1);
      await(engine, "SELECT count() FROM settlement.day_closing", 1);
      stop(job);

      assertThat(
              engine.query(
                  "SELECT count(), uniqExact(account, sequence), countIf(hold_id IS NULL)"
                      + " FROM settlement.ledger_entry"))
          .isEqualTo(ENTRIES + 1 + "\t" + (ENTRIES + 1) + "\t" + ENTRIES);
      assertThat(
              engine.query(
                  "SELECT entity, count(), uniqExact(entity_id, version), sum(captured_amount)"
                      + " FROM settlement.payment_event GROUP BY entity ORDER BY entity"))
          .isEqualTo(
              "FUNDS_HOLD\t1\t1\t200\nPAYMENT_ORDER\t" + 2 * ORDERS + "\t" + 2 * ORDERS + "\t0");
      assertThat(
              engine.query(
                  "SELECT (SELECT count() FROM settlement.quarantine),"
                      + " (SELECT count() FROM settlement.merchant_version),"
                      + " (SELECT count() FROM settlement.channel_account_version)"))
          .isEqualTo("1\t1\t1");
    }
  }

  /**
   * Not a test: makes the fixture of the present version when it is released. See
   * src/test/resources/savepoints/README.md.
   */
  @Test
  @EnabledIfSystemProperty(named = "settle.savepoint.make", matches = ".+")
  void makeFixture() throws Exception {
    Path target = Path.of(System.getProperty("settle.savepoint.make")).resolve("landing");
    try (KafkaBroker kafka = new KafkaBroker(directory);
        EngineProcess engine = EngineProcess.start()) {
      LandingTables.migrate(engine);
      kafka.produce(before());
      // No checkpoint before the savepoint, so that all rows are in its blocks.
      JobClient job = submit(kafka, engine, "1 h", null);
      TimeUnit.SECONDS.sleep(20);
      Path savepoint = Path.of(URI.create(stop(job)));
      await(engine, "SELECT count() FROM settlement.ledger_entry", ENTRIES);
      await(engine, "SELECT count() FROM settlement.payment_event", 2 * ORDERS);
      Files.createDirectories(target);
      Files.copy(savepoint.resolve("_metadata"), target.resolve("_metadata"));
      try (var files = Files.list(savepoint)) {
        assertThat(files).as("the whole savepoint is one file").hasSize(1);
      }
    }
  }

  /** What the released job had read; never changes. */
  private static List<ProducerRecord<byte[], byte[]>> before() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 1; sequence <= ENTRIES; sequence++) {
      records.add(
          record(Topics.ENTRIES, Records.encode(Records.entry("user:1", sequence, sequence))));
    }
    records.add(record(Topics.QUARANTINE, Records.encode(Records.refused("q", new byte[] {1}))));
    records.addAll(repeatable());
    return records;
  }

  private static List<ProducerRecord<byte[], byte[]>> repeatable() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int order = 1; order <= ORDERS; order++) {
      for (int version = 1; version <= 2; version++) {
        Operation op = version == 1 ? Operation.INSERT : Operation.UPDATE;
        records.add(
            record(Topics.CHANGES, Records.encode(Records.order("o-" + order, version, op))));
      }
    }
    records.add(record(Topics.REFERENCE, Records.encode(Records.merchant("m-1", 1, 10, false))));
    records.add(record(Topics.REFERENCE, Records.encode(Records.channelAccount(1, 12, false))));
    return records;
  }

  /** What only the present job knows. */
  private static List<ProducerRecord<byte[], byte[]>> after() {
    return List.of(
        record(Topics.ENTRIES, Records.encode(Records.lateEntry())),
        record(Topics.CHANGES, Records.encode(Records.hold("h-1", 1, "CAPTURED"))),
        record(Topics.CHANGES, Records.encode(Records.instruction("i-1", Operation.INSERT))),
        record(Topics.ALERTS, Records.encode(Records.alert("a-1"))),
        record(Topics.CLOSINGS, Records.encode(Records.closing(LocalDate.of(2026, 11, 22)))));
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
    return new ProducerRecord<>(topic, 0, new byte[] {1}, value);
  }

  private JobClient submit(
      KafkaBroker kafka, EngineProcess engine, String interval, @Nullable String savepoint)
      throws Exception {
    LandingOptions options = new LandingOptions();
    options.read(
        LandingJob.NAME,
        "--bootstrap-servers",
        kafka.bootstrapServers(),
        "--clickhouse-url",
        engine.httpUrl(),
        "--checkpoint-interval",
        interval);
    Configuration configuration = new Configuration();
    // So that a small savepoint is one file.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    JobEnvironment.configure(environment, options);
    LandingJob.defineTopology(
        topic ->
            environment
                .fromSource(
                    TopicSource.of(kafka.bootstrapServers(), LandingJob.NAME, topic),
                    WatermarkStrategy.noWatermarks(),
                    "read " + topic)
                .uid("source-" + topic),
        table ->
            new ClickHouseSink(
                table,
                options.clickHouse(),
                options.blockLimits(),
                RetryPolicy.DEFAULT,
                options.checkpointInterval()),
        null);
    return environment.executeAsync(LandingJob.NAME);
  }

  private String stop(JobClient job) throws Exception {
    return job.stopWithSavepoint(
            false, directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  private static String savepoint(int release) throws Exception {
    var url = LandingUpgradeIT.class.getResource("/savepoints/release-" + release + "/landing");
    if (url == null) {
      throw new IOException("the landing job's savepoint of release " + release + " is missing");
    }
    return url.toURI().toString();
  }

  private static void await(EngineProcess engine, String count, int expected)
      throws InterruptedException {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (Integer.parseInt(engine.query(count)) < expected) {
      assertThat(System.nanoTime()).as(count).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
