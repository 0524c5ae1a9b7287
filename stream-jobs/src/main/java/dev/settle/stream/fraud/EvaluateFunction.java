package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The second keyed step, by what windows are kept for: holds the events of a key against every rule
 * that has such keys.
 *
 * <p><b>Order.</b> An event waits until the watermark passes it; then all that have waited are
 * applied in the order of {@link FraudEvent#ORDER}. So events that arrive in another order, but
 * within the watermark's bound, make the same alerts. Watermarks are looked at once a second of
 * event time.
 *
 * <p><b>Late events.</b> One that comes behind the watermark still counts for rules with panes
 * whose window holds it, as of now; for the others, and for sequences, whose order is gone, it goes
 * to a side output with the rules that did not count it.
 *
 * <p><b>State.</b> A key has one timer for what waits in each second and one that clears windows
 * that have passed; a key without events in any window has no state and no timer.
 */
final class EvaluateFunction
    extends KeyedBroadcastProcessFunction<String, KeyedEvent, TopicRecord, EncodedRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  /** Timers stand on whole seconds: what waits for a busy key is read once a second, not more. */
  private static final long TIMER_STEP_MS = 1_000;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient RuleBook book;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AlertEncoder encoder;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient RuleMetrics metrics;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient RuleRunner runner;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient KeyLimit limit;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<String> paused;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ListState<FraudEvent> pending;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<KeyWindows> windows;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    limit = new KeyLimit(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    paused = context.getOperatorStateStore().getUnionListState(FraudIds.PAUSED);
    limit.restore(paused.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    paused.update(limit.toState());
  }

  @Override
  public void open(OpenContext context) {
    book = new RuleBook();
    encoder = new AlertEncoder();
    metrics = new RuleMetrics(getRuntimeContext().getMetricGroup());
    pending = getRuntimeContext().getListState(FraudIds.PENDING);
    windows = getRuntimeContext().getState(FraudIds.WINDOWS);
    runner = new RuleRunner(encoder, metrics, limit);
  }

  @Override
  public void processElement(KeyedEvent in, ReadOnlyContext context, Collector<EncodedRecord> out)
      throws Exception {
    FraudEvent event = in.event();
    if (event.time() > context.currentWatermark()) {
      pending.add(event);
      context.timerService().registerEventTimeTimer(onStep(event.time()));
      return;
    }
    long now = context.currentWatermark();
    List<FraudRule> rules =
        book.restoredFrom(context.getBroadcastState(FraudIds.RULES)).rulesOf(in.key());
    RuleRunner.Place place = new RuleRunner.Place(in.key(), now, context.currentProcessingTime());
    KeyWindows known = known();
    List<String> missed = new ArrayList<>();
    for (FraudRule rule : rules) {
      if (limit.isPaused(rule) || !rule.counts(event)) {
        continue;
      }
      if (RuleWindow.takesLate(rule, event, now)) {
        runner.apply(rule, known, List.of(event), now, place, out);
      } else {
        missed.add(rule.id());
      }
    }
    if (!missed.isEmpty()) {
      metrics.late.inc();
      context.output(FraudIds.LATE, encoder.late(in, missed, now, place.raisedAt()));
    }
    keep(known, rules, now, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<EncodedRecord> out)
      throws Exception {
    long now = context.currentWatermark();
    String key = context.getCurrentKey();
    List<FraudRule> rules =
        book.restoredFrom(context.getBroadcastState(FraudIds.RULES)).rulesOf(key);
    List<FraudEvent> due = takeDue(now);
    KeyWindows known = known();
    if (!due.isEmpty()) {
      // Many are due by one watermark; only the timer's time says when a key was new.
      RuleRunner.Place place = new RuleRunner.Place(key, time, context.currentProcessingTime());
      for (FraudRule rule : rules) {
        if (!limit.isPaused(rule)) {
          runner.apply(rule, known, due, null, place, out);
        }
      }
    }
    keep(known, rules, now, context.timerService());
  }

  /** Takes out what the watermark has passed, in order. */
  private List<FraudEvent> takeDue(long watermark) throws Exception {
    List<FraudEvent> due = new ArrayList<>();
    List<FraudEvent> rest = new ArrayList<>();
    for (FraudEvent event : pending.get()) {
      (event.time() <= watermark ? due : rest).add(event);
    }
    if (!due.isEmpty()) {
      if (rest.isEmpty()) {
        pending.clear();
      } else {
        pending.update(rest);
      }
      due.sort(FraudEvent.ORDER);
    }
    return due;
  }

  @Override
  public void processBroadcastElement(TopicRecord in, Context context, Collector<EncodedRecord> out)
      throws Exception {
    try {
      book.take(in, context.getBroadcastState(FraudIds.RULES));
    } catch (RefusedRuleException e) {
      // The routing step tells; here too the last good version stays.
      return;
    }
  }

  /**
   * Stores what is left of a key, with a timer for when the next of its windows will have passed.
   */
  private void keep(KeyWindows known, List<FraudRule> rules, long now, TimerService timers)
      throws Exception {
    if (known.clearingAt <= now) {
      known.clearingAt = KeyWindows.NO_TIMER;
    }
    long next = runner.clear(known, rules, now);
    if (next == KeyWindows.NO_TIMER) {
      if (known.clearingAt != KeyWindows.NO_TIMER) {
        timers.deleteEventTimeTimer(known.clearingAt);
      }
      windows.clear();
      return;
    }
    // Never on a step: deleting it must not take the timer of what waits.
    long wanted = onStep(next) + 1;
    if (known.clearingAt == KeyWindows.NO_TIMER || wanted < known.clearingAt) {
      if (known.clearingAt != KeyWindows.NO_TIMER) {
        timers.deleteEventTimeTimer(known.clearingAt);
      }
      timers.registerEventTimeTimer(wanted);
      known.clearingAt = wanted;
    }
    // One that comes too early, since windows went on, sets the next.
    windows.update(known);
  }

  private KeyWindows known() throws Exception {
    KeyWindows known = windows.value();
    return known == null ? new KeyWindows() : known;
  }

  private static long onStep(long time) {
    return Math.floorDiv(time + TIMER_STEP_MS - 1, TIMER_STEP_MS) * TIMER_STEP_MS;
  }
}
