package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.Movements;
import dev.settle.stream.ledger.rule.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

/** The topology between a source and sinks in memory, with a failure in between. */
class LedgerTopologyTest {
  private static final int ORDERS = 400;

  /** So that the job commits some of its output before it fails. */
  private static final int RECORDS_PER_CHECKPOINT = 200;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void shouldBookEveryJournalOnceWhenTheJobFailsAndRestores(@TempDir Path directory)
      throws Exception {
    // The source deals records out to its subtasks, so an order's changes come out of order too.
    List<TopicRecord> records = new ArrayList<>();
    for (int number = 0; number < ORDERS; number++) {
      for (PaymentChange change : LedgerTraffic.changesOf(number)) {
        records.add(Orders.record(change, records.size()));
      }
      if (number % 100 == 50) {
        records.add(new TopicRecord("payments.changes", 0, records.size(), "x", new byte[] {1}));
      }
    }
    CommittedLines<BookedEntry> entries = new CommittedLines<>(LedgerTopologyTest::line, 100);
    CommittedLines<QuarantinedChange> quarantine =
        new CommittedLines<>(refused -> refused.original.place(), Integer.MAX_VALUE);

    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(directory));
    LedgerOptions options = new LedgerOptions();
    options.read(LedgerIds.JOB, "--parallelism", "2", "--checkpoint-interval", "100 ms");
    JobEnvironment.configure(environment, options);
    CommittedLines<BookedEntry> overdrafts =
        new CommittedLines<>(LedgerTopologyTest::line, Integer.MAX_VALUE);
    CommittedLines<ClosedDay> closings =
        new CommittedLines<>(closed -> closed.channel.name(), Integer.MAX_VALUE);
    LedgerJob.defineTopology(
        environment,
        source(records),
        source(List.of(Movements.closing("STRIPE", LocalDate.of(2026, 11, 1), 5))),
        new LedgerSinks(entries, quarantine, overdrafts, closings));
    environment.execute(LedgerIds.JOB);

    assertThat(entries.hasFailed()).isTrue();
    EntryLine.proveLedger(
        entries.lines().stream().map(LedgerTopologyTest::parse).toList(),
        LedgerTraffic.journals(0, ORDERS));
    assertThat(quarantine.lines()).hasSize(ORDERS / 100).doesNotHaveDuplicates();
    assertThat(closings.lines()).containsExactly("STRIPE");
    assertThat(overdrafts.lines()).isNotEmpty().doesNotHaveDuplicates();
  }

  private static DataGeneratorSource<TopicRecord> source(List<TopicRecord> records) {
    // TopicRecord is no java.io.Serializable: its parts travel to the source instead.
    String[] keys = records.stream().map(record -> record.key).toArray(String[]::new);
    byte[][] values = records.stream().map(record -> record.value).toArray(byte[][]::new);
    return new DataGeneratorSource<>(
        index ->
            new TopicRecord(
                "payments.changes",
                0,
                index,
                keys[Math.toIntExact(index)],
                values[Math.toIntExact(index)]),
        records.size(),
        RateLimiterStrategy.perCheckpoint(RECORDS_PER_CHECKPOINT),
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

  private static String line(BookedEntry booked) {
    LedgerEntry entry = booked.decode();
    return String.join(
        ",",
        entry.getAccount() + "|" + entry.getShard() + "|" + entry.getCurrency(),
        entry.getCurrency(),
        Long.toString(entry.getSequence()),
        Long.toString(entry.getAmount()),
        Long.toString(entry.getBalanceAfter()),
        entry.getJournalId(),
        Integer.toString(entry.getLeg()));
  }

  private static EntryLine parse(String line) {
    List<String> parts = List.of(line.split(",", -1));
    return new EntryLine(
        parts.get(0),
        parts.get(1),
        Long.parseLong(parts.get(2)),
        Long.parseLong(parts.get(3)),
        Long.parseLong(parts.get(4)),
        parts.get(5),
        Integer.parseInt(parts.get(6)));
  }
}
