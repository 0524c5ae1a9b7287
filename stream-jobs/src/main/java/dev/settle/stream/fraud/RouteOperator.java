package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Home;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.rule.RuleReader;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.state.StateChunks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * The first step, where its partitions are read: drops what the source repeats, waits with each
 * event until the watermark has passed it, and sends it, in the order of {@link FraudEvent#ORDER},
 * once to each home in which some rule counts it.
 *
 * <p>Here an event is held once, where behind this step it is held once a home. Until the rules
 * that stand in their topic are read there is no watermark ({@link ReadFirst}), and all wait.
 *
 * <p>Rules go on from here, with what had been read when they came: see {@link RuleStart}.
 */
final class RouteOperator extends AbstractStreamOperator<KeyedEvent>
    implements TwoInputStreamOperator<CapturedEvent, TopicRecord, KeyedEvent> {
  private static final long serialVersionUID = 1;
  private static final String RULE_ENTITY = "FRAUD_RULE";
  private static final TypeSerializer<PartitionProgress> PROGRESS =
      new PartitionProgress.Serializer();

  private record Routed(FraudRule rule, long start) {}

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient WaitingEvents waiting;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient TopicProgress progress;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient EventClock clock;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<byte[]> waitingState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<byte[]> progressState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient BroadcastState<String, RuleStart> ruleState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient RuleRecords records;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient RuleGroups<Routed> rules;

  /** Whether the payments and the rules rest, by input. */
  @SuppressWarnings("NullAway.Init") // by open()
  private transient boolean[] idle;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AvroCodec<QuarantineRecord> quarantineCodec;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient StreamRecord<KeyedEvent> out;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter events;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter duplicates;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter rulesRefused;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waiting = new WaitingEvents();
    waitingState = context.getOperatorStateStore().getListState(FraudIds.WAITING);
    waiting.restore(waitingState.get());
    progress = new TopicProgress();
    progressState = context.getOperatorStateStore().getUnionListState(FraudIds.PROGRESS);
    StateChunks.read(progressState.get(), PROGRESS, progress::restore);
    clock = EventClock.restoredFrom(context);
    records = new RuleRecords();
    rules = new RuleGroups<>(Routed::rule);
    ruleState = context.getOperatorStateStore().getBroadcastState(FraudIds.RULES);
    for (Map.Entry<String, RuleStart> entry : ruleState.entries()) {
      FraudRule rule = records.known(entry.getKey(), entry.getValue().record());
      if (rule != null) {
        rules.put(entry.getKey(), new Routed(rule, entry.getValue().start()));
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    idle = new boolean[2];
    quarantineCodec = AvroCodec.of(QuarantineRecord.class);
    out = new StreamRecord<>(null);
    MetricGroup group = getMetricGroup().addGroup("fraud");
    events = group.counter("events");
    duplicates = group.counter("duplicates");
    rulesRefused = group.counter("rulesRefused");
    group.gauge("waiting", waiting::size);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    waitingState.update(waiting.toState());
    progressState.update(StateChunks.write(progress.toState(subtask(), subtasks()), PROGRESS));
    clock.snapshot();
  }

  @Override
  public void processElement1(StreamRecord<CapturedEvent> element) throws Exception {
    CapturedEvent captured = element.getValue();
    if (progress.isRepeated(captured)) {
      duplicates.inc();
      return;
    }
    events.inc();
    if (captured.event().time() > clock.now()) {
      waiting.add(captured);
    } else {
      route(captured);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    clock.advance(mark.getTimestamp());
    waiting.takeUpTo(mark.getTimestamp(), this::route);
    super.processWatermark(mark);
  }

  /**
   * The source takes time to the newest payment that it has read when all its partitions rest. What
   * a checkpoint brought back was read before: without this it would wait for the next payment.
   */
  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    idle[input] = status.isIdle();
    if (idle[0] && idle[1]) {
      long newest = Math.max(clock.now(), waiting.newest());
      if (newest > combinedWatermark.getCombinedWatermark()) {
        processWatermark(new Watermark(newest));
      }
    }
    super.processWatermarkStatus(status, input);
  }

  private void route(CapturedEvent captured) {
    FraudEvent event = captured.event();
    for (List<Routed> group : rules.groups()) {
      int sides = sidesOf(event, group);
      if (sides != 0) {
        for (Home home : group.get(0).rule.homesOf(event, sides)) {
          output.collect(out.replace(KeyedEvent.live(home, captured), event.time()));
        }
      }
    }
  }

  /** The sides on which some rule counts the event. */
  private static int sidesOf(FraudEvent event, List<Routed> group) {
    int sides = 0;
    for (Routed routed : group) {
      int its = routed.rule.key().sidesOf(event);
      if ((sides | its) != sides && routed.rule.counts(event)) {
        sides |= its;
      }
    }
    return sides;
  }

  @Override
  public void processElement2(StreamRecord<TopicRecord> element) throws Exception {
    TopicRecord in = element.getValue();
    try {
      RuleRecords.Change change = records.change(in);
      if (change != null) {
        take(change, in);
      }
    } catch (RefusedRuleException e) {
      // Every subtask sees it; one tells.
      if (subtask() == 0) {
        rulesRefused.inc();
        output.collect(FraudIds.QUARANTINE, new StreamRecord<>(refused(in, e)));
      }
    }
  }

  /** One that is not newer than what is known changes nothing. */
  private void take(RuleRecords.Change change, TopicRecord in) throws Exception {
    String id = change.ruleId();
    FraudRuleRow row = change.row();
    if (row == null) {
      rules.remove(id);
      ruleState.remove(id);
      notice(new RuleNotice(id, null));
      return;
    }
    Routed known = rules.get(id);
    if (known != null && known.rule.version() >= row.getVersion()) {
      return;
    }
    FraudRule rule = RuleReader.read(row);
    long start = known != null && goesOn(known.rule, rule) ? known.start : rule.version();
    RuleStart started =
        new RuleStart(
            in.value,
            rule.version(),
            start,
            clock.now(),
            clock.now(),
            progress.offsets(),
            subtasks() - 1);
    rules.put(id, new Routed(rule, start));
    ruleState.put(id, started);
    notice(new RuleNotice(id, started));
  }

  private static boolean goesOn(FraudRule before, FraudRule now) {
    return before.works() && now.works() && before.shape() == now.shape();
  }

  private void notice(RuleNotice notice) {
    output.collect(FraudIds.NOTICES, new StreamRecord<>(notice));
  }

  private EncodedRecord refused(TopicRecord in, RefusedRuleException why) {
    QuarantineRecord record = new QuarantineRecord();
    record.setQuarantineId(in.place());
    record.setCategory(why.category());
    record.setDetail(why.detail());
    record.setEntity(RULE_ENTITY);
    record.setEntityId(in.key.substring(in.key.indexOf('/') + 1));
    record.setOrderId(in.key);
    record.setOriginal(ByteBuffer.wrap(in.value));
    record.setTopic(in.topic);
    record.setPartition(in.partition);
    record.setOffset(in.offset);
    record.setQuarantinedAt(getProcessingTimeService().getCurrentProcessingTime());
    return new EncodedRecord(in.key, quarantineCodec.encode(record));
  }

  private int subtask() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  private int subtasks() {
    return getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
  }
}
