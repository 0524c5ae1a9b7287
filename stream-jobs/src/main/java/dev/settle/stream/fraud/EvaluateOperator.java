package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.RuleWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * The second step, by home: holds the events of a home against every rule that has windows there.
 *
 * <p><b>Order.</b> Events wait here until the watermark has passed them ({@link EventBuffer}), and
 * are applied home by home, those of a home in order. So events that arrive in another order, but
 * within the watermark's bound, make the same alerts.
 *
 * <p><b>Batches.</b> What the watermark has passed is applied some time later, so that it is much
 * at once: a home is then read and written once for all its events, and homes in the order of their
 * places in RocksDB, which takes half the time of reading and writing them as events come.
 *
 * <p><b>After a rest</b>, in which no subtask had anything to read, they return one after the
 * other: nothing is applied until all had the time to.
 *
 * <p><b>Late events.</b> One that comes behind the watermark still counts for rules with panes
 * whose window holds it, as of now; for the others, and for sequences, whose order is gone, it goes
 * to a side output with the rules that did not count it.
 *
 * <p><b>New rules.</b> While the history of a rule is read its windows fill in silence, and what
 * happens waits ({@link WarmingEvents}); then that is applied, and raises what it crosses.
 *
 * <p>The key of the state is set only where the state is used.
 */
final class EvaluateOperator extends AbstractStreamOperator<EncodedRecord>
    implements TwoInputStreamOperator<KeyedEvent, RuleNotice, EncodedRecord>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1;
  private static final String TIMERS = "clear";

  /** Subtasks that return within {@link EventTime#GATHER} let go what they hold within this. */
  private static final long RETURN_MS = EventTime.GATHER.multipliedBy(2).toMillis();

  private final long batchMs;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient EventClock clock;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient RuleTable rules;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient KeyLimit limit;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<String> pausedState;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AlertEncoder encoder;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient RuleMetrics figures;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient RuleRunner runner;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient KeyStore keys;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient EventBuffer buffer;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient WarmingEvents warming;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient HistoryIntake history;

  /** As far as events may be applied. */
  private transient @Nullable Watermark due;

  /** Applies them. */
  private transient @Nullable ScheduledFuture<?> batchEnd;

  /** Whether there was nothing to read anywhere since events were applied. */
  private transient boolean rested;

  /** Whether events wait for subtasks that return after a rest. */
  private transient boolean awaitsReturn;

  /**
   * A step.
   *
   * @param batch for at most so long events are gathered, to be applied together
   */
  EvaluateOperator(Duration batch) {
    this.batchMs = batch.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clock = EventClock.restoredFrom(context);
    limit = new KeyLimit(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    pausedState = context.getOperatorStateStore().getUnionListState(FraudIds.PAUSED);
    limit.restore(pausedState.get());
    figures = new RuleMetrics(getMetricGroup());
    rules = RuleTable.restoredFrom(context, figures);
  }

  @Override
  public void open() throws Exception {
    super.open();
    encoder = new AlertEncoder();
    runner =
        new RuleRunner(encoder, limit, figures, alert -> output.collect(new StreamRecord<>(alert)));
    int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    Comparator<String> homeOrder = HomeOrder.of(keyGroups);
    keys =
        new KeyStore(
            getRuntimeContext().getState(FraudIds.WINDOWS),
            this::setCurrentKey,
            getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this),
            runner,
            rules::of,
            homeOrder);
    buffer =
        EventBuffer.restoredFrom(
            getRuntimeContext().getListState(FraudIds.BUFFER),
            getKeyedStateBackend(),
            this::setCurrentKey,
            keyGroups);
    warming =
        new WarmingEvents(
            getRuntimeContext().getListState(FraudIds.WARMING),
            getKeyedStateBackend(),
            this::setCurrentKey);
    history = new HistoryIntake(rules, warming, homeOrder, this::applyHistory, this::applyWarmed);
    figures.buffered(buffer::size);
  }

  /** Sets no key: whoever uses the state does. */
  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    history.requireNothingHeld();
    buffer.snapshot();
    pausedState.update(limit.toState());
    rules.snapshot();
    clock.snapshot();
    super.snapshotState(context);
  }

  @Override
  public void processElement1(StreamRecord<KeyedEvent> element) throws Exception {
    KeyedEvent in = element.getValue();
    if (in.isHistory()) {
      history.take(in);
    } else if (in.present().time() > clock.now()) {
      buffer.add(in);
    } else {
      takeLate(in);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (due == null) {
      awaitsReturn = rested;
      rested = false;
    }
    due = mark;
    long wait = awaitsReturn ? Math.max(batchMs, RETURN_MS) : batchMs;
    if (wait == 0 || mark.equals(Watermark.MAX_WATERMARK)) {
      applyDue();
    } else if (batchEnd == null) {
      long end = getProcessingTimeService().getCurrentProcessingTime() + wait;
      batchEnd = getProcessingTimeService().registerTimer(end, time -> applyDue());
    }
  }

  /**
   * Flink lets a subtask that returns hold time back only when it is not behind the others, and the
   * others may bring what was paid in hours. So nothing is applied before all had time to return.
   *
   * <p>What a checkpoint brought back is applied when they rest: no watermark is for it, which was
   * sent before.
   */
  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    super.processWatermarkStatus(status, input);
    if (combinedWatermark.isIdle()) {
      long newest = buffer.newest();
      if (newest > (due == null ? clock.now() : due.getTimestamp())) {
        processWatermark(new Watermark(newest));
      }
      rested = true;
    }
  }

  /** So that a checkpoint has little to keep of what waits. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    history.apply();
    if (!awaitsReturn) {
      applyDue();
    }
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  private void applyDue() throws Exception {
    Watermark mark = due;
    if (mark == null) {
      return;
    }
    due = null;
    awaitsReturn = false;
    if (batchEnd != null) {
      batchEnd.cancel(false);
      batchEnd = null;
    }
    buffer.takeUpTo(mark.getTimestamp(), this::apply);
    // Not before: no window may be dropped as passed that an event here is still to reach.
    clock.advance(mark.getTimestamp());
    limit.forgetBefore(clock.now());
    super.processWatermark(mark);
    keys.clearDue(clock.now());
  }

  /** Applies the next events of a home to all its rules. */
  private void apply(List<KeyedEvent> events) throws Exception {
    String home = events.get(0).home();
    KeyWindows windows = keys.read(home);
    List<ActiveRule> rulesHere = rules.of(home);
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    for (KeyedEvent in : events) {
      FraudEvent event = in.present();
      RuleRunner.Place here =
          new RuleRunner.Place(in.sides(), event.time(), in.isHistory(), raisedAt);
      for (ActiveRule active : rulesHere) {
        active.figures().evaluations.inc();
        if (isFor(in, active) && !limit.isPaused(active.rule()) && active.rule().counts(event)) {
          if (active.isLive()) {
            runner.apply(active, windows, event, here);
          } else {
            warming.add(active, in);
          }
        }
      }
    }
    keys.write(windows, rulesHere, clock.now());
  }

  private static boolean isFor(KeyedEvent in, ActiveRule active) {
    return in.isHistory()
        ? in.historyOf().equals(active.rule().id()) && in.start() == active.start().start()
        : !active.isHistory(in);
  }

  private void takeLate(KeyedEvent in) throws Exception {
    FraudEvent event = in.present();
    KeyWindows windows = keys.read(in.home());
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    RuleRunner.Place here = new RuleRunner.Place(in.sides(), clock.now(), false, raisedAt);
    Map<String, List<String>> missed = new TreeMap<>();
    for (ActiveRule active : rules.of(in.home())) {
      active.figures().evaluations.inc();
      FraudRule rule = active.rule();
      if (!isFor(in, active) || limit.isPaused(rule) || !rule.counts(event)) {
        continue;
      }
      if (!RuleWindow.takesLate(rule, event, clock.now())) {
        int sides = rule.key().sidesOf(event) & in.sides();
        if (sides != 0) {
          String key = rule.key().keyOf(event, sides);
          missed.computeIfAbsent(key, k -> new ArrayList<>()).add(rule.id());
        }
      } else if (active.isLive()) {
        runner.apply(active, windows, event, here);
      } else {
        warming.add(active, in);
      }
    }
    missed.forEach(
        (key, ruleIds) -> {
          figures.late.inc();
          EncodedRecord late = encoder.late(event, key, ruleIds, clock.now(), raisedAt);
          output.collect(FraudIds.LATE, new StreamRecord<>(late));
        });
    keys.write(windows, rules.of(in.home()), clock.now());
  }

  /** Fills windows in silence. */
  private void applyHistory(List<KeyedEvent> events) throws Exception {
    String home = events.get(0).home();
    KeyWindows windows = keys.read(home);
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    for (KeyedEvent in : events) {
      ActiveRule active = rules.started(in.historyOf(), in.start());
      if (active != null && !limit.isPaused(active.rule())) {
        FraudEvent event = in.present();
        runner.apply(
            active, windows, event, new RuleRunner.Place(in.sides(), event.time(), true, raisedAt));
      }
    }
    keys.write(windows, rules.of(home), clock.now());
  }

  private void applyWarmed(KeyedEvent in, ActiveRule active) throws Exception {
    FraudEvent event = in.present();
    if (event.time() > clock.now()) {
      buffer.add(in);
      return;
    }
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    KeyWindows windows = keys.read(in.home());
    runner.apply(
        active,
        windows,
        event,
        new RuleRunner.Place(in.sides(), event.time(), in.isHistory(), raisedAt));
    keys.write(windows, rules.of(in.home()), clock.now());
  }

  @Override
  public void processElement2(StreamRecord<RuleNotice> element) throws Exception {
    RuleNotice notice = element.getValue();
    // While its rules are what they were when it came.
    history.apply();
    @Nullable ActiveRule superseded = rules.take(notice);
    if (superseded != null && !superseded.isLive()) {
      warming.drain(superseded, in -> {});
    }
    history.takeTold();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    keys.due(timer.getKey());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer is of the time of day");
  }
}
