package dev.settle.stream.fraud;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.kafka.TransactionalSink;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fraud job: payments held against rules that are data.
 *
 * <pre>
 * payments.changes ───► by event: each once, to its keys ─► by key: windows of every rule ─► fraud.alerts
 * payments.reference ─► (rules)  │              (rules) ────┘   └─► fraud.late
 *         payments.quarantine ◄──┘
 * </pre>
 *
 * Time is when a payment was paid. Exactly once from topic to topic; an alert's id is a function of
 * its cause. See docs/decisions/0016-fraud-windows.md.
 */
public final class FraudJob {
  private static final Logger LOG = LoggerFactory.getLogger(FraudJob.class);

  private FraudJob() {}

  /** Submits the job; {@code --help} shows the arguments. */
  public static void main(String[] args) throws Exception {
    FraudOptions options = new FraudOptions();
    if (options.read(FraudIds.JOB, args)) {
      run(options);
    }
  }

  private static void run(FraudOptions options) throws Exception {
    LOG.info("{}: {}", FraudIds.JOB, options);
    StreamExecutionEnvironment environment = JobEnvironment.of(options);
    defineOnKafka(environment, options);
    environment.execute(FraudIds.JOB);
  }

  /** The job between its topics. */
  public static void defineOnKafka(StreamExecutionEnvironment environment, FraudOptions options) {
    String servers = options.bootstrapServers();
    defineTopology(
        environment,
        options,
        TopicSource.of(servers, FraudIds.JOB, new FraudEventDeserializer(), Topics.CHANGES),
        TopicSource.of(servers, FraudIds.JOB + "-reference", Topics.REFERENCE),
        new FraudSinks(
            sink(options, "-alerts", Topics.FRAUD_ALERTS),
            sink(options, "-late", Topics.FRAUD_LATE),
            sink(options, "-quarantine", Topics.QUARANTINE)));
  }

  private static Sink<EncodedRecord> sink(FraudOptions options, String suffix, String topic) {
    return TransactionalSink.of(
        options.bootstrapServers(),
        options.transactionalIdPrefix() + suffix,
        new EncodedRecordSerializer(topic));
  }

  /** The job between any sources and any sinks. */
  static void defineTopology(
      StreamExecutionEnvironment environment,
      FraudOptions options,
      Source<FraudEvent, ?, ?> payments,
      Source<TopicRecord, ?, ?> referenceChanges,
      FraudSinks sinks) {
    BroadcastStream<TopicRecord> rules =
        environment
            .fromSource(
                referenceChanges,
                new ReadFirst(options.rulesQuiet()),
                FraudIds.REFERENCE_SOURCE,
                TopicRecord.IN_FLIGHT)
            .uid(FraudIds.REFERENCE_SOURCE)
            .setParallelism(1)
            .broadcast(FraudIds.RULES);

    SingleOutputStreamOperator<KeyedEvent> routed =
        environment
            .fromSource(payments, inEventTime(options), FraudIds.SOURCE, FraudIds.EVENT)
            .uid(FraudIds.SOURCE)
            .keyBy(FraudEvent::id, Types.STRING)
            .connect(rules)
            .process(new RouteFunction(), KeyedEvent.IN_FLIGHT)
            .uid(FraudIds.ROUTE)
            .name(FraudIds.ROUTE);

    SingleOutputStreamOperator<EncodedRecord> alerts =
        routed
            .keyBy(KeyedEvent::key, Types.STRING)
            .connect(rules)
            .process(new EvaluateFunction(), Types.POJO(EncodedRecord.class))
            .uid(FraudIds.EVALUATE)
            .name(FraudIds.EVALUATE);

    few(alerts, sinks.alerts(), FraudIds.ALERTS_SINK);
    few(alerts.getSideOutput(FraudIds.LATE), sinks.late(), FraudIds.LATE_SINK);
    few(routed.getSideOutput(FraudIds.QUARANTINE), sinks.quarantine(), FraudIds.QUARANTINE_SINK);
  }

  private static WatermarkStrategy<FraudEvent> inEventTime(FraudOptions options) {
    return WatermarkStrategy.<FraudEvent>forBoundedOutOfOrderness(options.outOfOrderness())
        .withTimestampAssigner((event, kafkaTime) -> event.time())
        .withIdleness(options.idleAfter());
  }

  /** What is rare is written by one subtask, in one transaction a checkpoint. */
  private static void few(DataStream<EncodedRecord> rare, Sink<EncodedRecord> sink, String id) {
    rare.sinkTo(sink).setParallelism(1).uid(id).name(id);
  }
}
