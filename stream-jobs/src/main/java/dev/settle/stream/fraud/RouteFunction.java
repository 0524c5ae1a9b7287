package dev.settle.stream.fraud;

import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.kafka.TopicRecord;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The first keyed step, by event id: drops what the source repeats, and sends an event once to each
 * key for which some rule counts it.
 *
 * <p>While there is no watermark, the rules may not have been read yet ({@link ReadFirst}): events
 * wait, and go on in the order of their time.
 */
final class RouteFunction
    extends KeyedBroadcastProcessFunction<String, FraudEvent, TopicRecord, KeyedEvent> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient RuleBook book;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AvroCodec<QuarantineRecord> quarantineCodec;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<Boolean> seen;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<FraudEvent> held;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter events;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter duplicates;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter rulesRefused;

  private transient boolean isFirstSubtask;

  @Override
  public void open(OpenContext context) {
    book = new RuleBook();
    quarantineCodec = AvroCodec.of(QuarantineRecord.class);
    seen = getRuntimeContext().getState(FraudIds.SEEN);
    held = getRuntimeContext().getState(FraudIds.HELD);
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("fraud");
    events = group.counter("events");
    duplicates = group.counter("duplicates");
    rulesRefused = group.counter("rulesRefused");
    isFirstSubtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  @Override
  public void processElement(FraudEvent event, ReadOnlyContext context, Collector<KeyedEvent> out)
      throws Exception {
    if (seen.value() != null) {
      duplicates.inc();
      return;
    }
    seen.update(true);
    events.inc();
    if (context.currentWatermark() == Long.MIN_VALUE) {
      held.update(event);
      context.timerService().registerEventTimeTimer(event.time());
      return;
    }
    route(event, book.restoredFrom(context.getBroadcastState(FraudIds.RULES)), out);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<KeyedEvent> out)
      throws Exception {
    FraudEvent event = held.value();
    held.clear();
    if (event != null) {
      route(event, book.restoredFrom(context.getBroadcastState(FraudIds.RULES)), out);
    }
  }

  private static void route(FraudEvent event, RuleBook rules, Collector<KeyedEvent> out) {
    for (List<FraudRule> group : rules.groups()) {
      if (isCounted(event, group)) {
        for (String key : group.get(0).key().keysOf(event)) {
          out.collect(new KeyedEvent(key, event));
        }
      }
    }
  }

  private static boolean isCounted(FraudEvent event, List<FraudRule> group) {
    for (FraudRule rule : group) {
      if (rule.counts(event)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void processBroadcastElement(TopicRecord in, Context context, Collector<KeyedEvent> out)
      throws Exception {
    try {
      book.take(in, context.getBroadcastState(FraudIds.RULES));
    } catch (RefusedRuleException e) {
      // Every subtask sees it; one tells.
      if (isFirstSubtask) {
        rulesRefused.inc();
        context.output(FraudIds.QUARANTINE, refused(in, e, context.currentProcessingTime()));
      }
    }
  }

  private EncodedRecord refused(TopicRecord in, RefusedRuleException why, long now) {
    QuarantineRecord record = new QuarantineRecord();
    record.setQuarantineId(in.place());
    record.setCategory(why.category());
    record.setDetail(why.detail());
    record.setEntity("FRAUD_RULE");
    record.setEntityId(in.key.substring(in.key.indexOf('/') + 1));
    record.setOrderId(in.key);
    record.setOriginal(ByteBuffer.wrap(in.value));
    record.setTopic(in.topic);
    record.setPartition(in.partition);
    record.setOffset(in.offset);
    record.setQuarantinedAt(now);
    return new EncodedRecord(in.key, quarantineCodec.encode(record));
  }
}
