package dev.settle.stream.landing;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.landing.EncodeFunction.Unlandable;
import dev.settle.stream.landing.clickhouse.ClickHouseSink;
import dev.settle.stream.landing.clickhouse.RetryPolicy;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import dev.settle.stream.trace.SpanFunction;
import dev.settle.stream.trace.SpanOutput;
import dev.settle.stream.trace.TraceTap;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands the topics in ClickHouse, exactly once:
 *
 * <pre>
 * ledger.entries      ──────────────────────────────► settlement.ledger_entry
 * payments.quarantine ──────────────────────────────► settlement.quarantine
 * payments.changes    ── each version once, by row ─┬─► settlement.payment_event
 *                                                  └─► settlement.ledger_instruction
 * payments.reference  ── each change once, by row ─┬─► settlement.merchant_version
 *                                                  └─► settlement.channel_account_version
 * ledger.alerts       ── each alert once, by id ─────► settlement.ledger_alert
 * ledger.closings     ── each day once ──────────────► settlement.day_closing
 * fraud.alerts        ── each alert once, by id ─────► settlement.fraud_alert
 * fraud.late          ── each once a key ────────────► settlement.fraud_late_event
 * </pre>
 *
 * <p>The topics are independent: one that fails restarts without the others. With spans wanted,
 * changes and entries also go to one step that traces payments, and restart together.
 */
public final class LandingJob {
  /** Name of the job in Flink. */
  public static final String NAME = "settle-landing";

  /**
   * How long a version of a row, or an alert, is remembered. The connector repeats only what it
   * sent shortly before it crashed; a week covers any outage in which it is not set up anew.
   */
  static final Duration CHANGE_MEMORY = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(LandingJob.class);

  private LandingJob() {}

  /** Submits the job; {@code --help} lists the options. */
  public static void main(String[] args) throws Exception {
    LandingOptions options = new LandingOptions();
    if (options.read(NAME, args)) {
      LOG.info("{}: {}", NAME, options);
      run(options);
    }
  }

  /** Connects the topology to Kafka and ClickHouse and submits it. */
  static void run(LandingOptions options) throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.of(options);
    defineTopology(
        topic -> source(environment, options.bootstrapServers(), topic),
        table ->
            new ClickHouseSink(
                table,
                options.clickHouse(),
                options.blockLimits(),
                RetryPolicy.DEFAULT,
                options.checkpointInterval()),
        options.spanOutput());
    environment.execute(NAME);
  }

  /**
   * The job's picture.
   *
   * @param topics gives the records of a topic; asked once for each
   * @param tables gives the sink of a table; asked once for each
   * @param spans where the spans of traced payments go; null: none are made
   */
  static void defineTopology(
      Function<String, DataStream<TopicRecord>> topics,
      Function<TableSpec, Sink<TableRow>> tables,
      @Nullable SpanOutput spans) {
    DataStream<TopicRecord> entries = topics.apply(Topics.ENTRIES);
    DataStream<TopicRecord> refused = topics.apply(Topics.QUARANTINE);
    DataStream<TopicRecord> changes = topics.apply(Topics.CHANGES);
    DataStream<TopicRecord> reference = topics.apply(Topics.REFERENCE);
    DataStream<TopicRecord> alerts = topics.apply(Topics.ALERTS);
    DataStream<TopicRecord> closings = topics.apply(Topics.CLOSINGS);
    DataStream<TopicRecord> fraudAlerts = topics.apply(Topics.FRAUD_ALERTS);
    DataStream<TopicRecord> fraudLate = topics.apply(Topics.FRAUD_LATE);

    SingleOutputStreamOperator<TableRow> booked =
        encode(
            entries,
            List.of(new LedgerEntryEncoder()),
            Unlandable.FAIL,
            spans == null ? null : TraceTaps::entry);
    land(booked, LedgerEntryEncoder.TABLE, tables);
    land(
        encode(refused, List.of(new QuarantineEncoder()), Unlandable.FAIL),
        QuarantineEncoder.TABLE,
        tables);
    SingleOutputStreamOperator<TableRow> movements =
        encode(
            changes,
            List.of(new PaymentEventEncoder(), new InstructionEncoder()),
            Unlandable.COUNT,
            spans == null ? null : TraceTaps::change);
    if (spans != null) {
      trace(movements, booked, spans);
    }
    land(
        once(movements, PaymentEventEncoder.TABLE, CHANGE_MEMORY),
        PaymentEventEncoder.TABLE,
        tables);
    land(
        once(
            movements.getSideOutput(EncodeFunction.rowsOf(InstructionEncoder.TABLE)),
            InstructionEncoder.TABLE,
            CHANGE_MEMORY),
        InstructionEncoder.TABLE,
        tables);
    // Few and long-lived: their state is kept, so that a new snapshot of an old row is known.
    land(
        once(
            encode(reference, List.of(new MerchantEncoder()), Unlandable.FAIL),
            MerchantEncoder.TABLE,
            null),
        MerchantEncoder.TABLE,
        tables);
    land(
        once(
            encode(reference, List.of(new ChannelAccountEncoder()), Unlandable.FAIL),
            ChannelAccountEncoder.TABLE,
            null),
        ChannelAccountEncoder.TABLE,
        tables);
    // A writer without transactions may repeat an alert; its id says so.
    land(
        once(
            encode(alerts, List.of(new AlertEncoder()), Unlandable.FAIL),
            AlertEncoder.TABLE,
            CHANGE_MEMORY),
        AlertEncoder.TABLE,
        tables);
    land(
        once(
            encode(closings, List.of(new DayClosingEncoder()), Unlandable.FAIL),
            DayClosingEncoder.TABLE,
            null),
        DayClosingEncoder.TABLE,
        tables);
    // Kept for good: a fraud job that begins anew on history finds the same alerts again.
    land(
        once(
            encode(fraudAlerts, List.of(new FraudAlertEncoder()), Unlandable.FAIL),
            FraudAlertEncoder.TABLE,
            null),
        FraudAlertEncoder.TABLE,
        tables);
    land(
        once(
            encode(fraudLate, List.of(new FraudLateEventEncoder()), Unlandable.FAIL),
            FraudLateEventEncoder.TABLE,
            CHANGE_MEMORY),
        FraudLateEventEncoder.TABLE,
        tables);
  }

  private static DataStream<TopicRecord> source(
      StreamExecutionEnvironment environment, String bootstrapServers, String topic) {
    return environment
        .fromSource(
            TopicSource.of(bootstrapServers, NAME, topic),
            WatermarkStrategy.noWatermarks(),
            "read " + topic)
        .uid("source-" + topic);
  }

  private static <A extends SpecificRecordBase> SingleOutputStreamOperator<TableRow> encode(
      DataStream<TopicRecord> records, List<RowEncoder<A>> encoders, Unlandable unlandable) {
    return encode(records, encoders, unlandable, null);
  }

  private static <A extends SpecificRecordBase> SingleOutputStreamOperator<TableRow> encode(
      DataStream<TopicRecord> records,
      List<RowEncoder<A>> encoders,
      Unlandable unlandable,
      @Nullable TraceTap<A> tap) {
    String table = encoders.get(0).table().shortName();
    return records
        .process(new EncodeFunction<>(encoders, unlandable, tap))
        .returns(Types.POJO(TableRow.class))
        .uid("encode-" + table)
        .name("encode " + table);
  }

  /** Only there when spans are wanted; it has no state, so it may come and go with savepoints. */
  private static void trace(
      SingleOutputStreamOperator<TableRow> changes,
      SingleOutputStreamOperator<TableRow> entries,
      SpanOutput spans) {
    changes
        .getSideOutput(EncodeFunction.TRACES)
        .union(entries.getSideOutput(EncodeFunction.TRACES))
        .keyBy(event -> event.traceParent, Types.STRING)
        .process(new SpanFunction(spans))
        .returns(Types.VOID)
        .uid("trace")
        .name("trace");
  }

  private static SingleOutputStreamOperator<TableRow> once(
      DataStream<TableRow> rows, TableSpec table, @Nullable Duration memory) {
    return rows.keyBy(row -> row.entity, Types.STRING)
        .process(new VersionDeduplicator(memory))
        .returns(Types.POJO(TableRow.class))
        .uid("once-" + table.shortName())
        .name("each once " + table.shortName());
  }

  private static void land(
      DataStream<TableRow> rows, TableSpec table, Function<TableSpec, Sink<TableRow>> tables) {
    rows.sinkTo(tables.apply(table))
        .uid("land-" + table.shortName())
        .name("land " + table.shortName());
  }
}
