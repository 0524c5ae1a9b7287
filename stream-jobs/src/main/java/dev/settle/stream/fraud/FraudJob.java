package dev.settle.stream.fraud;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.kafka.TransactionalSink;
import java.time.Duration;
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
 * The fraud job: payments held against rules that are data.
 *
 * <pre>
 * payments.changes ───► route: each once, in order, to its keys ─► evaluate, by key: windows ─► fraud.alerts
 * payments.reference ─► (rules) │ └─► history of new rules ────────────┘   └─► fraud.late
 *         payments.quarantine ◄─┘
 * </pre>
 *
 * Time is when a payment was paid. Exactly once from topic to topic; an alert's id is a function of
 * its cause. See docs/decisions/0016-fraud-windows.md.
 */
public final class FraudJob {
  private static final Logger LOG = LoggerFactory.getLogger(FraudJob.class);

  /** Partitions are stopped and let go as often as this. */
  private static final Duration ALIGN_EVERY = Duration.ofMillis(50);

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
            sink(options, "-quarantine", Topics.QUARANTINE)),
        new KafkaHistory(servers));
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
      Source<CapturedEvent, ?, ?> payments,
      Source<TopicRecord, ?, ?> referenceChanges,
      FraudSinks sinks,
      History history) {
    DataStream<TopicRecord> rules =
        environment
            .fromSource(
                referenceChanges,
                new ReadFirst(options.rulesQuiet()),
                FraudIds.REFERENCE_SOURCE,
                TopicRecord.IN_FLIGHT)
            .uid(FraudIds.REFERENCE_SOURCE)
            .setParallelism(1)
            .broadcast();

    SingleOutputStreamOperator<KeyedEvent> routed =
        environment
            .fromSource(payments, inEventTime(options), FraudIds.SOURCE, CapturedEvent.IN_FLIGHT)
            .uid(FraudIds.SOURCE)
            .forward()
            .connect(rules)
            .transform(FraudIds.ROUTE, KeyedEvent.IN_FLIGHT, new RouteOperator())
            .uid(FraudIds.ROUTE)
            .name(FraudIds.ROUTE);

    DataStream<RuleNotice> notices = routed.getSideOutput(FraudIds.NOTICES);
    DataStream<KeyedEvent> ofNewRules =
        notices
            .global()
            .transform(
                FraudIds.HISTORY,
                KeyedEvent.IN_FLIGHT,
                new HistoryOperator(history, options.outOfOrderness(), options.history()))
            .setParallelism(1)
            .uid(FraudIds.HISTORY)
            .name(FraudIds.HISTORY);

    SingleOutputStreamOperator<EncodedRecord> alerts =
        routed
            .union(ofNewRules)
            .keyBy(KeyedEvent::home, Types.STRING)
            .connect(notices.broadcast())
            .transform(
                FraudIds.EVALUATE,
                Types.POJO(EncodedRecord.class),
                new EvaluateOperator(options.batch()))
            .uid(FraudIds.EVALUATE)
            .name(FraudIds.EVALUATE);

    few(alerts, sinks.alerts(), FraudIds.ALERTS_SINK);
    few(alerts.getSideOutput(FraudIds.LATE), sinks.late(), FraudIds.LATE_SINK);
    few(routed.getSideOutput(FraudIds.QUARANTINE), sinks.quarantine(), FraudIds.QUARANTINE_SINK);
  }

  private static WatermarkStrategy<CapturedEvent> inEventTime(FraudOptions options) {
    return new EventTime(options.outOfOrderness(), options.idleAfter())
        .withWatermarkAlignment(FraudIds.SOURCE, options.drift(), ALIGN_EVERY);
  }

  /** What is rare is written by one subtask, in one transaction a checkpoint. */
  private static void few(DataStream<EncodedRecord> rare, Sink<EncodedRecord> sink, String id) {
    rare.sinkTo(sink).setParallelism(1).uid(id).name(id);
  }
}
