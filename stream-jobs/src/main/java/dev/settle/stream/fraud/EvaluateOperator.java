package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.state.WriteBackCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
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
import org.jspecify.annotations.Nullable;

/**
 * The second step, by home: holds the events of a home against every rule that has windows there.
 *
 * <p><b>Order.</b> The routing steps send events in order; those of several are put in order here
 * between two watermarks ({@link EventBuffer}). So events that arrive in another order, but within
 * the watermark's bound, make the same alerts.
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

  private final int keysInMemory;

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

  /**
   * History that overtook what the routing steps tell of its rule. Empty at every checkpoint: its
   * barriers come behind what was told, on each way.
   */
  @SuppressWarnings("NullAway.Init") // by open()
  private transient Queue<KeyedEvent> early;

  /**
   * A step.
   *
   * @param keysInMemory so many keys a subtask keeps in memory between checkpoints
   */
  EvaluateOperator(int keysInMemory) {
    this.keysInMemory = keysInMemory;
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
    keys =
        new KeyStore(
            keysInMemory,
            getRuntimeContext().getState(FraudIds.WINDOWS),
            this::setCurrentKey,
            getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this),
            runner,
            rules::of,
            clock::now);
    buffer =
        EventBuffer.restoredFrom(
            getRuntimeContext().getListState(FraudIds.BUFFER),
            getKeyedStateBackend(),
            this::setCurrentKey,
            getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    warming =
        new WarmingEvents(
            getRuntimeContext().getListState(FraudIds.WARMING),
            getKeyedStateBackend(),
            this::setCurrentKey);
    early = new ArrayDeque<>();
    figures.buffered(buffer::size);
  }

  /** Sets no key: whoever uses the state does. */
  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (!early.isEmpty()) {
      throw new IllegalStateException("a checkpoint overtook what is told of " + early.peek());
    }
    keys.writeBack();
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
      early.add(in);
      takeEarly();
    } else if (in.present().time() > clock.now()) {
      buffer.add(in);
    } else {
      takeLate(in);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    for (KeyedEvent in : buffer.takeUpTo(mark.getTimestamp())) {
      apply(in, raisedAt);
    }
    // Not before: no window may be dropped as passed that an event here is still to reach.
    clock.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }

  /** Applies the next event of a home to all its rules. */
  private void apply(KeyedEvent in, long raisedAt) throws Exception {
    FraudEvent event = in.present();
    WriteBackCache.Slot<KeyWindows> place = keys.at(in.home());
    KeyWindows windows = KeyStore.windows(place);
    RuleRunner.Place here =
        new RuleRunner.Place(in.sides(), event.time(), in.isHistory(), raisedAt);
    for (ActiveRule active : rules.of(in.home())) {
      active.figures().evaluations.inc();
      if (isFor(in, active) && !limit.isPaused(active.rule()) && active.rule().counts(event)) {
        if (active.isLive()) {
          runner.apply(active, windows, event, here);
        } else {
          warming.add(active, in);
        }
      }
    }
    keys.keep(place, in.home(), windows);
  }

  private static boolean isFor(KeyedEvent in, ActiveRule active) {
    return in.isHistory()
        ? in.historyOf().equals(active.rule().id()) && in.start() == active.start().start()
        : !active.isHistory(in);
  }

  private void takeLate(KeyedEvent in) throws Exception {
    FraudEvent event = in.present();
    WriteBackCache.Slot<KeyWindows> place = keys.at(in.home());
    KeyWindows windows = KeyStore.windows(place);
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
    keys.keep(place, in.home(), windows);
  }

  /**
   * Fills the windows of a new rule. What is younger than all that the routing steps were sure of
   * waits, since it may have to stand behind what happened after.
   */
  private void takeHistory(KeyedEvent in, ActiveRule active) throws Exception {
    if (in.event() == null) {
      goLive(active);
    } else if (in.event().time() > active.start().safeTime()) {
      warming.add(active, in);
    } else if (!limit.isPaused(active.rule())) {
      WriteBackCache.Slot<KeyWindows> place = keys.at(in.home());
      KeyWindows windows = KeyStore.windows(place);
      runner.apply(
          active,
          windows,
          in.event(),
          new RuleRunner.Place(
              in.sides(),
              in.event().time(),
              true,
              getProcessingTimeService().getCurrentProcessingTime()));
      keys.keep(place, in.home(), windows);
    }
  }

  /** Takes the history that has come, in order, as far as it is known what is history. */
  private void takeEarly() throws Exception {
    while (!early.isEmpty()
        && !rules.isYetToBeTold(early.peek().historyOf(), early.peek().start())) {
      KeyedEvent in = early.remove();
      ActiveRule active = rules.started(in.historyOf(), in.start());
      if (active != null) {
        takeHistory(in, active);
      }
    }
  }

  private void goLive(ActiveRule active) throws Exception {
    long raisedAt = getProcessingTimeService().getCurrentProcessingTime();
    warming.drain(active, in -> applyWarmed(in, active, raisedAt));
    active.goLive();
  }

  private void applyWarmed(KeyedEvent in, ActiveRule active, long raisedAt) throws Exception {
    FraudEvent event = in.present();
    if (event.time() > clock.now()) {
      buffer.add(in);
      return;
    }
    WriteBackCache.Slot<KeyWindows> place = keys.at(in.home());
    KeyWindows windows = KeyStore.windows(place);
    runner.apply(
        active,
        windows,
        event,
        new RuleRunner.Place(in.sides(), event.time(), in.isHistory(), raisedAt));
    keys.keep(place, in.home(), windows);
  }

  @Override
  public void processElement2(StreamRecord<RuleNotice> element) throws Exception {
    RuleNotice notice = element.getValue();
    @Nullable ActiveRule superseded = rules.take(notice);
    if (superseded != null && !superseded.isLive()) {
      warming.drain(superseded, in -> {});
    }
    takeEarly();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    keys.clear(timer.getKey(), clock.now());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer is of the time of day");
  }
}
