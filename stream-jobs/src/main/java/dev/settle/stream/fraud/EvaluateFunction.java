package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
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
 * <p><b>State.</b> A key has one timer for what waits in each second and one that clears the rule
 * whose window is empty next; a key without events in any window has no state and no timer.
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

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient KeyLimit limit;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<String> paused;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ListState<FraudEvent> pending;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient MapState<String, RuleWindow> windows;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<Long> clearing;

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
    windows = getRuntimeContext().getMapState(FraudIds.WINDOWS);
    clearing = getRuntimeContext().getState(FraudIds.CLEARING);
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
    List<FraudRule> rules =
        book.restoredFrom(context.getBroadcastState(FraudIds.RULES)).rulesOf(in.key());
    Visit visit = new Visit(in.key(), context, context.currentWatermark(), out);
    List<String> missed = new ArrayList<>();
    for (FraudRule rule : rules) {
      if (limit.isPaused(rule) || !rule.counts(event)) {
        continue;
      }
      if (RuleWindow.takesLate(rule, event, visit.now)) {
        visit.apply(rule, List.of(event), true);
      } else {
        missed.add(rule.id());
      }
    }
    if (!missed.isEmpty()) {
      metrics.late.inc();
      context.output(
          FraudIds.LATE, encoder.late(in, missed, visit.now, context.currentProcessingTime()));
    }
    visit.clearLater(rules);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<EncodedRecord> out)
      throws Exception {
    Visit visit = new Visit(context.getCurrentKey(), context, time, out);
    List<FraudRule> rules =
        book.restoredFrom(context.getBroadcastState(FraudIds.RULES)).rulesOf(visit.key);
    List<FraudEvent> due = takeDue(visit.now);
    if (!due.isEmpty()) {
      for (FraudRule rule : rules) {
        if (!limit.isPaused(rule)) {
          visit.apply(rule, due, false);
        }
      }
    }
    visit.clearLater(rules);
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

  private static long onStep(long time) {
    return Math.floorDiv(time + TIMER_STEP_MS - 1, TIMER_STEP_MS) * TIMER_STEP_MS;
  }

  /** One key, while it is visited. */
  private final class Visit {
    final String key;
    final long now;
    private final long secondsAt;
    private final long raisedAt;
    private final TimerService timers;
    private final Collector<EncodedRecord> out;
    private final Map<String, RuleWindow> known = new HashMap<>();

    /**
     * A visit.
     *
     * @param secondsAt time of the timer: many are due by one watermark, and only this time says
     *     when a key was new
     */
    Visit(String key, ReadOnlyContext context, long secondsAt, Collector<EncodedRecord> out)
        throws Exception {
      this.key = key;
      this.now = context.currentWatermark();
      this.secondsAt = secondsAt;
      this.raisedAt = context.currentProcessingTime();
      this.timers = context.timerService();
      this.out = out;
      windows.entries().forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    }

    /** Applies events in order to one rule's window. */
    void apply(FraudRule rule, List<FraudEvent> events, boolean late) throws Exception {
      RuleWindow before = known.get(rule.id());
      RuleMetrics.Figures figures = metrics.of(rule.id());
      figures.evaluations.inc(events.size());
      RuleWindow window = null;
      for (FraudEvent event : events) {
        if (!rule.counts(event)) {
          continue;
        }
        figures.matches.inc();
        if (window == null) {
          if (before == null && isOneTooMany(rule, figures)) {
            return;
          }
          window = RuleWindow.of(rule, before);
        }
        Finding finding = window.accept(rule, key, event, late ? now : event.time());
        if (finding != null) {
          figures.alerts.inc();
          out.collect(encoder.crossing(rule, key, event, finding, raisedAt));
        }
      }
      if (window != null) {
        windows.put(rule.id(), window);
        known.put(rule.id(), window);
      }
    }

    private boolean isOneTooMany(FraudRule rule, RuleMetrics.Figures figures) {
      if (limit.exceededBy(rule, secondsAt)) {
        int share = limit.share(rule);
        out.collect(encoder.paused(rule, share + 1, share, secondsAt, raisedAt));
        return true;
      }
      figures.keys.inc();
      return false;
    }

    /** Drops windows that are empty or no rule's, and comes back when the next will be. */
    void clearLater(List<FraudRule> rules) throws Exception {
      long next = Long.MAX_VALUE;
      List<String> empty = new ArrayList<>();
      for (Map.Entry<String, RuleWindow> entry : known.entrySet()) {
        long emptyAt = emptyAt(entry.getKey(), entry.getValue(), rules);
        if (emptyAt <= now) {
          empty.add(entry.getKey());
        } else {
          next = Math.min(next, emptyAt);
        }
      }
      // Not by the iterator: on the heap it would leave an empty map for the key.
      for (String ruleId : empty) {
        windows.remove(ruleId);
        metrics.of(ruleId).keys.dec();
      }
      clearAt(next);
    }

    private void clearAt(long time) throws Exception {
      Long set = clearing.value();
      // Never on a step: deleting it must not take the timer of what waits.
      Long wanted = time == Long.MAX_VALUE ? null : onStep(time) + 1;
      if (Objects.equals(set, wanted)) {
        return;
      }
      if (set != null) {
        timers.deleteEventTimeTimer(set);
      }
      clearing.update(wanted);
      if (wanted != null) {
        timers.registerEventTimeTimer(wanted);
      }
    }

    private long emptyAt(String ruleId, RuleWindow window, List<FraudRule> rules) {
      for (FraudRule rule : rules) {
        if (rule.id().equals(ruleId) && !limit.isPaused(rule)) {
          return RuleWindow.of(rule, window).emptyAt(rule);
        }
      }
      return Long.MIN_VALUE;
    }
  }
}
