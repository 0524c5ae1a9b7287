package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.JobOptions;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyOf;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The evaluating step by itself, with rules and their keys. */
final class EvaluateHarness implements AutoCloseable {
  private static final AvroCodec<FraudAlert> ALERTS = AvroCodec.of(FraudAlert.class);
  private static final AvroCodec<FraudLateEvent> LATE = AvroCodec.of(FraudLateEvent.class);

  private final KeyedBroadcastOperatorTestHarness<String, KeyedEvent, TopicRecord, EncodedRecord>
      harness;
  private final Set<KeyOf> keys = new LinkedHashSet<>();

  EvaluateHarness() throws Exception {
    this(null, null);
  }

  EvaluateHarness(@Nullable StateBackend backend, @Nullable OperatorSubtaskState snapshot)
      throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(new EvaluateFunction(), List.of(FraudIds.RULES)),
            KeyedEvent::key,
            Types.STRING,
            JobOptions.MAX_PARALLELISM,
            1,
            0);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
  }

  void rule(FraudRuleRow row) throws Exception {
    rule(Rules.record(row));
    keys.add(Rules.rule(row).key());
  }

  void rule(TopicRecord in) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(in));
  }

  /** Says which keys events have, after a restore. */
  void know(FraudRule rule) {
    keys.add(rule.key());
  }

  void send(FraudEvent event) throws Exception {
    for (KeyOf key : keys) {
      for (String value : key.keysOf(event)) {
        harness.processElement(new StreamRecord<>(new KeyedEvent(value, event), event.time()));
      }
    }
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  List<FraudAlert> alerts() throws CodecException {
    List<FraudAlert> alerts = new ArrayList<>();
    for (EncodedRecord alert : harness.extractOutputValues()) {
      alerts.add(ALERTS.decode(alert.value));
    }
    return alerts;
  }

  /** Each alert as rule, key, last event and value. */
  List<String> lines() throws CodecException {
    return alerts().stream().map(EvaluateHarness::line).toList();
  }

  static String line(FraudAlert alert) {
    List<String> ids = alert.getEventIds();
    String last = ids.isEmpty() ? "" : ids.get(ids.size() - 1);
    return alert.getRuleId() + " " + alert.getKey() + " " + last + "=" + alert.getValue();
  }

  List<FraudLateEvent> late() throws CodecException {
    var late = harness.getSideOutput(FraudIds.LATE);
    List<FraudLateEvent> events = new ArrayList<>();
    if (late != null) {
      for (StreamRecord<EncodedRecord> record : late) {
        events.add(LATE.decode(record.getValue().value));
      }
    }
    return events;
  }

  int stateEntries() {
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator does not close", e);
    }
  }
}
