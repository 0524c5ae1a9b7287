package dev.settle.stream.ledger;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.StartGuard;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.kafka.TopicSerializer;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.kafka.TransactionalSink;
import dev.settle.stream.ledger.rule.LedgerLeg;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger job: the only writer of entries and balances.
 *
 * <pre>
 * payments.changes ───► by order: de-duplicate, state machine, journal ─► by account: sequence, balance ─► ledger.entries
 * payments.reference ─► (closed days, hot merchants)  │                          └─► ledger.alerts
 *                payments.quarantine, ledger.closings ◄┘
 * </pre>
 *
 * Exactly once from topic to topic: the source reads committed records and keeps its offsets in the
 * checkpoint, the sinks commit a transaction with each checkpoint. What the source brings twice is
 * dropped by version in the order step. See docs/decisions/0004-ledger-job.md.
 *
 * <p>Started without its last savepoint or checkpoint, it would begin the ledger anew, at sequence
 * 1: it refuses that unless {@code ledger.entries} is empty ({@link StartGuard}).
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
        TopicSource.of(options.bootstrapServers(), LedgerIds.JOB + "-reference", Topics.REFERENCE),
        sinksOnKafka(options));
  }

  /** The job's topics. */
  static LedgerSinks sinksOnKafka(LedgerOptions options) {
    return new LedgerSinks(
        TransactionalSink.guarded(
            options.bootstrapServers(),
            options.transactionalIdPrefix() + "-entries",
            options.transactionTimeout(),
            new LedgerEntrySerializer(),
            new StartGuard(Topics.ENTRIES, Topics.CHANGES)),
        sink(options, "-quarantine", new QuarantineSerializer()),
        sink(options, "-alerts", new OverdraftSerializer()),
        sink(options, "-closings", new ClosingSerializer()));
  }

  private static <T> Sink<T> sink(
      LedgerOptions options, String suffix, TopicSerializer<T> serializer) {
    return TransactionalSink.of(
        options.bootstrapServers(),
        options.transactionalIdPrefix() + suffix,
        options.transactionTimeout(),
        serializer);
  }

  /** The job between any source and any sinks. */
  static void defineTopology(
      StreamExecutionEnvironment environment,
      Source<TopicRecord, ?, ?> changes,
      Source<TopicRecord, ?, ?> referenceChanges,
      LedgerSinks sinks) {
    DataStream<TopicRecord> reference =
        records(environment, referenceChanges, LedgerIds.REFERENCE_SOURCE)
            .setParallelism(1)
            .broadcast();

    SingleOutputStreamOperator<LedgerLeg> legs =
        records(environment, changes, LedgerIds.SOURCE)
            .keyBy(record -> record.key, Types.STRING)
            .connect(reference)
            .transform(
                LedgerIds.JOURNAL,
                Types.POJO(LedgerLeg.class),
                new KeyOnDemandBroadcastOperator<>(
                    new JournalFunction(), LedgerIds.BROADCAST_STATES))
            .uid(LedgerIds.JOURNAL)
            .name(LedgerIds.JOURNAL);

    SingleOutputStreamOperator<BookedEntry> booked =
        legs.map(new EncodeLegs())
            .returns(EncodedLeg.IN_FLIGHT)
            .uid(LedgerIds.ENCODE)
            .name(LedgerIds.ENCODE)
            .keyBy(new AccountKeySelector(), Types.STRING)
            .transform(
                LedgerIds.ACCOUNT,
                BookedEntry.IN_FLIGHT,
                new KeyOnDemandOperator<>(new AccountFunction()))
            .uid(LedgerIds.ACCOUNT)
            .name(LedgerIds.ACCOUNT);

    booked.sinkTo(sinks.entries()).uid(LedgerIds.ENTRIES_SINK).name(LedgerIds.ENTRIES_SINK);

    few(legs.getSideOutput(LedgerIds.QUARANTINE), sinks.quarantine(), LedgerIds.QUARANTINE_SINK);
    few(booked.getSideOutput(LedgerIds.OVERDRAFTS), sinks.overdrafts(), LedgerIds.ALERTS_SINK);
    few(legs.getSideOutput(LedgerIds.CLOSINGS), sinks.closings(), LedgerIds.CLOSINGS_SINK);
  }

  private static SingleOutputStreamOperator<TopicRecord> records(
      StreamExecutionEnvironment environment, Source<TopicRecord, ?, ?> source, String id) {
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), id, TopicRecord.IN_FLIGHT)
        .uid(id);
  }

  /** What is rare is written by one subtask, in one transaction a checkpoint. */
  private static <T> void few(DataStream<T> rare, Sink<T> sink, String id) {
    rare.sinkTo(sink).setParallelism(1).uid(id).name(id);
  }
}
