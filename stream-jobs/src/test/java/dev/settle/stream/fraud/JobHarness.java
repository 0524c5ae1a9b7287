package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.JobOptions;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.kafka.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * The job's steps one behind the other: routing steps, each of one partition, the history step and
 * one evaluating step. What goes from step to step by different ways goes in the least kind order
 * that is possible.
 */
final class JobHarness implements AutoCloseable {
  /** What a snapshot of all steps holds. */
  record Snapshot(
      List<OperatorSubtaskState> routes,
      OperatorSubtaskState history,
      OperatorSubtaskState evaluate) {}

  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(3);

  private static final Duration HISTORY_MAX = Duration.ofDays(30);

  private final List<TwoInputStreamOperatorTestHarness<CapturedEvent, TopicRecord, KeyedEvent>>
      routes = new ArrayList<>();
  private final OneInputStreamOperatorTestHarness<RuleNotice, KeyedEvent> history;
  private final KeyedTwoInputStreamOperatorTestHarness<
          String, KeyedEvent, RuleNotice, EncodedRecord>
      evaluate;
  private final List<CapturedEvent> payments;
  private final long[] watermarks;
  private long offset;
  private long newest;
  private long timeOfDay = 1;
  private boolean readsHistory = true;

  JobHarness() throws Exception {
    this(Duration.ZERO);
  }

  JobHarness(Duration batch) throws Exception {
    this(1, batch, null, null, new ArrayList<>());
  }

  JobHarness(int partitions) throws Exception {
    this(partitions, Duration.ZERO, null, null, new ArrayList<>());
  }

  JobHarness(StateBackend backend) throws Exception {
    this(1, Duration.ZERO, backend, null, new ArrayList<>());
  }

  private JobHarness(
      int partitions,
      Duration batch,
      @Nullable StateBackend backend,
      @Nullable Snapshot snapshot,
      List<CapturedEvent> payments)
      throws Exception {
    this.payments = payments;
    watermarks = new long[partitions];
    for (int i = 0; i < partitions; i++) {
      watermarks[i] = Long.MIN_VALUE;
      var route =
          new TwoInputStreamOperatorTestHarness<>(
              new RouteOperator(), JobOptions.MAX_PARALLELISM, partitions, i);
      route.setup(new KeyedEvent.Serializer());
      if (snapshot != null) {
        route.initializeState(snapshot.routes.get(i));
      }
      route.open();
      routes.add(route);
    }
    history =
        new OneInputStreamOperatorTestHarness<>(
            new HistoryOperator(new MemoryHistory(() -> payments), OUT_OF_ORDERNESS, HISTORY_MAX),
            JobOptions.MAX_PARALLELISM,
            1,
            0);
    history.setup(new KeyedEvent.Serializer());
    evaluate =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new EvaluateOperator(batch),
            KeyedEvent::home,
            notice -> "",
            Types.STRING,
            JobOptions.MAX_PARALLELISM,
            1,
            0);
    if (backend != null) {
      evaluate.setStateBackend(backend);
    }
    evaluate.setup(Types.POJO(EncodedRecord.class).createSerializer(evaluateConfig()));
    if (snapshot != null) {
      history.initializeState(snapshot.history);
      evaluate.initializeState(snapshot.evaluate);
    }
    history.open();
    evaluate.open();
    for (var route : routes) {
      route.processWatermarkStatus2(WatermarkStatus.IDLE);
    }
  }

  private org.apache.flink.api.common.serialization.SerializerConfig evaluateConfig() {
    return evaluate.getExecutionConfig().getSerializerConfig();
  }

  /** The same job from a snapshot. */
  JobHarness restored(StateBackend backend, Snapshot snapshot) throws Exception {
    JobHarness restored = new JobHarness(routes.size(), Duration.ZERO, backend, snapshot, payments);
    restored.offset = offset;
    restored.newest = newest;
    return restored;
  }

  /** History is read only when {@link #readHistory} is called. */
  void holdHistory() {
    readsHistory = false;
  }

  void rule(FraudRuleRow row) throws Exception {
    rule(Rules.record(row));
  }

  void rule(TopicRecord in) throws Exception {
    for (var route : routes) {
      route.processElement2(new StreamRecord<>(in));
    }
    pump();
  }

  /** An event of the first partition, committed when it comes. */
  void send(FraudEvent event) throws Exception {
    send(event, 0);
  }

  void send(FraudEvent event, int partition) throws Exception {
    newest = Math.max(newest, event.time());
    send(new CapturedEvent(event, partition, offset, offset, newest, false));
    offset++;
  }

  void send(CapturedEvent captured) throws Exception {
    payments.add(captured);
    routes.get(captured.partition()).processElement1(new StreamRecord<>(captured));
    pump();
  }

  /** Offset that the next event will have. */
  long nextOffset() {
    return offset;
  }

  /** All partitions are as far as this. */
  void watermark(long time) throws Exception {
    for (int i = 0; i < routes.size(); i++) {
      watermark(i, time);
    }
  }

  void watermark(int partition, long time) throws Exception {
    routes.get(partition).processWatermark1(new Watermark(time));
    pump();
  }

  /** No partition has payments, nor has had any for a while. */
  void rest() throws Exception {
    for (var route : routes) {
      route.processWatermarkStatus1(WatermarkStatus.IDLE);
    }
    pump();
    evaluate.processWatermarkStatus1(WatermarkStatus.IDLE);
    evaluate.processWatermarkStatus2(WatermarkStatus.IDLE);
  }

  /** The evaluating step's clock goes on. */
  void passTime(long timeOfDay) throws Exception {
    evaluate.setProcessingTime(timeOfDay);
  }

  /** One more piece of history. */
  void readHistory() throws Exception {
    timeOfDay += 1_000;
    history.setProcessingTime(timeOfDay);
    for (KeyedEvent keyed : taken(history.getOutput())) {
      evaluate.processElement1(new StreamRecord<>(keyed));
    }
  }

  /** The rest of it. */
  void readAllHistory() throws Exception {
    while (history.getProcessingTimeService().getNumActiveTimers() > 0) {
      readHistory();
    }
  }

  private void pump() throws Exception {
    long before = least();
    for (int i = 0; i < routes.size(); i++) {
      for (KeyedEvent keyed : takenFrom(i)) {
        evaluate.processElement1(new StreamRecord<>(keyed));
      }
    }
    List<StreamRecord<RuleNotice>> told = new ArrayList<>();
    for (var route : routes) {
      Queue<StreamRecord<RuleNotice>> notices = route.getSideOutput(FraudIds.NOTICES);
      while (notices != null && !notices.isEmpty()) {
        StreamRecord<RuleNotice> notice = notices.remove();
        told.add(notice);
        history.processElement(notice);
      }
    }
    for (KeyedEvent keyed : taken(history.getOutput())) {
      evaluate.processElement1(new StreamRecord<>(keyed));
    }
    if (readsHistory) {
      readAllHistory();
    }
    for (StreamRecord<RuleNotice> notice : told) {
      evaluate.processElement2(notice);
    }
    if (least() > before) {
      evaluate.processWatermark1(new Watermark(least()));
      evaluate.processWatermark2(new Watermark(least()));
    }
  }

  private long least() {
    long least = Long.MAX_VALUE;
    for (long watermark : watermarks) {
      least = Math.min(least, watermark);
    }
    return least;
  }

  private List<KeyedEvent> takenFrom(int route) {
    Queue<Object> output = routes.get(route).getOutput();
    for (Object element : output) {
      if (element instanceof Watermark watermark) {
        watermarks[route] = watermark.getTimestamp();
      }
    }
    return taken(output);
  }

  @SuppressWarnings("unchecked") // what the harness keeps has no type
  private static List<KeyedEvent> taken(Queue<Object> output) {
    List<KeyedEvent> events = new ArrayList<>();
    for (Object element : output) {
      if (element instanceof StreamRecord<?> record) {
        events.add(((StreamRecord<KeyedEvent>) record).getValue());
      }
    }
    output.clear();
    return events;
  }

  Snapshot snapshot() throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (var route : routes) {
      states.add(route.snapshot(1, 1));
    }
    evaluate.prepareSnapshotPreBarrier(1);
    return new Snapshot(states, history.snapshot(1, 1), evaluate.snapshot(1, 1));
  }

  List<FraudAlert> alerts() throws CodecException {
    AvroCodec<FraudAlert> codec = AvroCodec.of(FraudAlert.class);
    List<FraudAlert> alerts = new ArrayList<>();
    for (EncodedRecord alert : evaluate.extractOutputValues()) {
      alerts.add(codec.decode(alert.value));
    }
    return alerts;
  }

  /** Each alert as rule, key, last event and value. */
  List<String> lines() throws CodecException {
    return alerts().stream().map(JobHarness::line).toList();
  }

  static String line(FraudAlert alert) {
    List<String> ids = alert.getEventIds();
    String last = ids.isEmpty() ? "" : ids.get(ids.size() - 1);
    return alert.getRuleId() + " " + alert.getKey() + " " + last + "=" + alert.getValue();
  }

  List<FraudLateEvent> late() throws CodecException {
    return decoded(evaluate.getSideOutput(FraudIds.LATE), FraudLateEvent.class);
  }

  List<QuarantineRecord> quarantined() throws CodecException {
    return decoded(routes.get(0).getSideOutput(FraudIds.QUARANTINE), QuarantineRecord.class);
  }

  private static <A extends SpecificRecordBase> List<A> decoded(
      @Nullable Queue<StreamRecord<EncodedRecord>> records, Class<A> type) throws CodecException {
    AvroCodec<A> codec = AvroCodec.of(type);
    List<A> decoded = new ArrayList<>();
    if (records != null) {
      for (StreamRecord<EncodedRecord> record : records) {
        decoded.add(codec.decode(record.getValue().value));
      }
    }
    return decoded;
  }

  /** Entries of the keyed state. */
  int stateEntries() throws Exception {
    evaluate.prepareSnapshotPreBarrier(1);
    evaluate.snapshot(1, 1);
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) evaluate.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  int timers() {
    return evaluate.numEventTimeTimers();
  }

  @Override
  public void close() {
    try {
      for (var route : routes) {
        route.close();
      }
      history.close();
      evaluate.close();
    } catch (Exception e) {
      throw new IllegalStateException("an operator does not close", e);
    }
  }
}
