package dev.settle.stream.ledger;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.kafka.TransactionalSink;
import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger job: the only writer of entries and balances.
 *
 * <pre>
 * payments.changes ─► by order: de-duplicate, state machine, journal ─► by account: sequence, balance ─► ledger.entries
 *                                   └─► payments.quarantine
 * </pre>
 *
 * Exactly once from topic to topic: the source reads committed records and keeps its offsets in the
 * checkpoint, the sinks commit a transaction with each checkpoint. What the source brings twice is
 * dropped by version in the order step. See docs/decisions/0004-ledger-job.md.
 *
 * <p>A job that is started without its last savepoint or checkpoint begins the ledger anew, at
 * sequence 1: do that only with an empty {@code ledger.entries}.
 */
public final class LedgerJob {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerJob.class);

  private LedgerJob() {}

  /** Submits the job; {@code --help} shows the arguments. */
  public static void main(String[] args) throws Exception {
    LedgerOptions options = new LedgerOptions();
    if (options.read(LedgerIds.JOB, args)) {
      run(options);
    }
  }

  private static void run(LedgerOptions options) throws Exception {
    LOG.info("{}: {}", LedgerIds.JOB, options);
    StreamExecutionEnvironment environment = JobEnvironment.of(options);
    defineOnKafka(environment, options);
    environment.execute(LedgerIds.JOB);
  }

  /** The job between its topics. */
  public static void defineOnKafka(StreamExecutionEnvironment environment, LedgerOptions options) {
    defineTopology(
        environment,
        TopicSource.of(options.bootstrapServers(), LedgerIds.JOB, Topics.CHANGES),
        TransactionalSink.of(
            options.bootstrapServers(),
            options.transactionalIdPrefix() + "-entries",
            new LedgerEntrySerializer()),
        TransactionalSink.of(
            options.bootstrapServers(),
            options.transactionalIdPrefix() + "-quarantine",
            new QuarantineSerializer()));
  }

  /** The job between any source and any sinks. */
  static void defineTopology(
      StreamExecutionEnvironment environment,
      Source<TopicRecord, ?, ?> changes,
      Sink<BookedEntry> entries,
      Sink<QuarantinedChange> quarantine) {
    SingleOutputStreamOperator<LedgerLeg> legs =
        environment
            .fromSource(
                changes,
                WatermarkStrategy.noWatermarks(),
                LedgerIds.SOURCE,
                Types.POJO(TopicRecord.class))
            .uid(LedgerIds.SOURCE)
            .keyBy(record -> record.key, Types.STRING)
            .process(new OrderFunction())
            .returns(Types.POJO(LedgerLeg.class))
            .uid(LedgerIds.ORDER)
            .name(LedgerIds.ORDER);

    legs.keyBy(new AccountKeySelector(), Types.STRING)
        .process(new AccountFunction())
        .returns(Types.POJO(BookedEntry.class))
        .uid(LedgerIds.ACCOUNT)
        .name(LedgerIds.ACCOUNT)
        .sinkTo(entries)
        .uid(LedgerIds.ENTRIES_SINK)
        .name(LedgerIds.ENTRIES_SINK);

    // Refusals are few: one subtask writes them all, in one transaction a checkpoint.
    legs.getSideOutput(LedgerIds.QUARANTINE)
        .sinkTo(quarantine)
        .setParallelism(1)
        .uid(LedgerIds.QUARANTINE_SINK)
        .name(LedgerIds.QUARANTINE_SINK);
  }
}
