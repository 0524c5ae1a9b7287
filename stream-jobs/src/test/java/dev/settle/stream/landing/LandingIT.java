package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.ClickHouseSink;
import dev.settle.stream.landing.clickhouse.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/**
 * Restarts: the whole job in a mini cluster against a real ClickHouse engine, with failures of the
 * job and kill -9 of the engine in the middle.
 */
class LandingIT {
  private static final int ENTRIES = 150_000;
  private static final int ENTRIES_PER_SECOND = 25_000;
  private static final int ACCOUNTS = 50;
  private static final int CHANGES = 9_000;

  /** Failures that have happened, in this JVM, which holds the mini cluster. */
  private static final Set<Long> FAILED = ConcurrentHashMap.newKeySet();

  @Test
  void shouldLandEveryRowOnceThroughFailoversAndKillsOfTheServer() throws Exception {
    FAILED.clear();
    try (EngineProcess engine = EngineProcess.start()) {
      LandingTables.migrate(engine);
      JobClient job = submit(engine);
      for (int kill = 1; kill <= 2; kill++) {
        awaitEntries(engine, kill * ENTRIES / 4);
        engine.kill9();
        engine.restart();
      }
      job.getJobExecutionResult().get();

      assertThat(FAILED).hasSize(2);
      assertThat(
              engine.query(
                  "SELECT count(), uniqExact(account, sequence), sum(amount), max(sequence),"
                      + " (SELECT sum(entries) FROM settlement.entry_count),"
                      + " (SELECT sum(amount) FROM settlement.entry_count)"
                      + " FROM settlement.ledger_entry"))
          .isEqualTo(
              String.join(
                  "\t",
                  "" + ENTRIES,
                  "" + ENTRIES,
                  "" + (long) ENTRIES * (ENTRIES - 1) / 2,
                  "" + ENTRIES / ACCOUNTS,
                  "" + ENTRIES,
                  "" + (long) ENTRIES * (ENTRIES - 1) / 2));
      // Of every three changes the third repeats the first.
      assertThat(
              engine.query(
                  "SELECT count(), uniqExact(order_id, version) FROM settlement.payment_event"))
          .isEqualTo(CHANGES / 3 * 2 + "\t" + CHANGES / 3 * 2);
    }
  }

  private static JobClient submit(EngineProcess engine) throws Exception {
    LandingOptions options = new LandingOptions();
    options.read(
        LandingJob.NAME,
        "--clickhouse-url",
        engine.httpUrl(),
        "--checkpoint-interval",
        "300 ms",
        "--block-rows-max",
        "5000");
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    JobEnvironment.configure(environment, options);
    LandingJob.defineTopology(
        topic -> records(environment, topic),
        table ->
            new ClickHouseSink(
                table,
                options.clickHouse(),
                options.blockLimits(),
                // Short, so that an outage also fails the job and blocks come back from
                // checkpoints.
                new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 4),
                options.checkpointInterval()),
        null);
    return environment.executeAsync(LandingJob.NAME);
  }

  private static DataStream<TopicRecord> records(
      StreamExecutionEnvironment environment, String topic) {
    return switch (topic) {
      case Topics.ENTRIES ->
          generated(environment, topic, ENTRIES, ENTRIES_PER_SECOND)
              .map(
                  record -> {
                    failOnce(record.offset, ENTRIES / 3);
                    failOnce(record.offset, ENTRIES / 5 * 4);
                    record.value = entry(record.offset);
                    return record;
                  })
              .returns(Types.POJO(TopicRecord.class));
      case Topics.CHANGES ->
          generated(environment, topic, CHANGES, 2_000)
              .map(
                  record -> {
                    record.value = change(record.offset);
                    return record;
                  })
              .returns(Types.POJO(TopicRecord.class));
      default -> generated(environment, topic, 1, 1);
    };
  }

  private static DataStream<TopicRecord> generated(
      StreamExecutionEnvironment environment, String topic, long count, double perSecond) {
    return environment.fromSource(
        new DataGeneratorSource<>(
            offset -> new TopicRecord(topic, 0, offset, "", new byte[0]),
            count,
            RateLimiterStrategy.perSecond(perSecond),
            Types.POJO(TopicRecord.class)),
        WatermarkStrategy.noWatermarks(),
        topic);
  }

  private static void failOnce(long offset, long failingOffset) {
    if (offset == failingOffset && FAILED.add(failingOffset)) {
      throw new IllegalStateException("failure on purpose at " + offset);
    }
  }

  private static byte[] entry(long i) {
    return Records.encode(Records.entry("user:" + i % ACCOUNTS, i / ACCOUNTS + 1, i));
  }

  private static byte[] change(long i) {
    long version = i % 3 == 1 ? 2 : 1;
    return Records.encode(Records.order("o-" + i / 3, version, Operation.UPDATE));
  }

  private static void awaitEntries(EngineProcess engine, int atLeast) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (Long.parseLong(engine.query("SELECT count() FROM settlement.ledger_entry")) < atLeast) {
      assertThat(System.nanoTime()).as("rows land").isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
