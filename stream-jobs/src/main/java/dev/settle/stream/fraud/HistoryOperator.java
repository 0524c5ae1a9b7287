package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the history of rules that are new, or have other windows than before: once all routing
 * steps have told what they had read when the rule came, which is where the history ends. One
 * subtask; it reads a piece at a time between its other work, so checkpoints and watermarks pass.
 *
 * <p>Rules that come together are read for together. Behind its history each rule gets a mark for
 * every key group, so that every subtask that windows are kept in sees one behind the history.
 */
final class HistoryOperator extends AbstractStreamOperator<KeyedEvent>
    implements OneInputStreamOperator<RuleNotice, KeyedEvent> {
  private static final long serialVersionUID = 1;
  private static final Logger LOGGER = LoggerFactory.getLogger(HistoryOperator.class);

  /** Rules that come within this time are read for together. */
  private static final long GATHER_MS = 500;

  private static final long NEXT_PIECE_MS = 1;

  private final History history;
  private final long outOfOrdernessMs;
  private final long historyMaxMs;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient Map<String, HistoryRule> rules;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient RuleRecords records;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<HistoryRule> ruleState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<HistoryPosition> positionState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<CapturedEvent> readState;

  @SuppressWarnings("NullAway.Init") // by initializeState()
  private transient ListState<PartitionProgress> seenState;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient List<String> keyOfEachGroup;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Counter given;

  private transient @Nullable Replay replay;
  private transient @Nullable Future<?> scheduled;

  /**
   * A step.
   *
   * @param outOfOrderness how much out of order a partition may be
   * @param historyMax nothing that is older by this than the rule's first payments is read; zero:
   *     no history at all
   */
  HistoryOperator(History history, Duration outOfOrderness, Duration historyMax) {
    this.history = history;
    this.outOfOrdernessMs = outOfOrderness.toMillis();
    this.historyMaxMs = historyMax.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    rules = new TreeMap<>();
    records = new RuleRecords();
    ruleState = context.getOperatorStateStore().getListState(FraudIds.HISTORY_RULES);
    positionState = context.getOperatorStateStore().getListState(FraudIds.HISTORY_POSITIONS);
    readState = context.getOperatorStateStore().getListState(FraudIds.HISTORY_READ);
    seenState = context.getOperatorStateStore().getListState(FraudIds.HISTORY_SEEN);
    for (HistoryRule rule : ruleState.get()) {
      rules.put(rule.ruleId(), rule);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    keyOfEachGroup = keyOfEachGroup(groups);
    given = getMetricGroup().addGroup("fraud").counter("history");
    getMetricGroup().addGroup("fraud").gauge("historyRules", () -> rules.size());
    if (rules.values().stream().anyMatch(HistoryRule::reading)) {
      begin(positionState.get(), readState.get(), seenState.get());
    }
    if (!rules.isEmpty()) {
      schedule(NEXT_PIECE_MS);
    }
  }

  private static List<String> keyOfEachGroup(int groups) {
    Map<Integer, String> keys = new TreeMap<>();
    for (int i = 0; keys.size() < groups; i++) {
      String key = "end:" + i;
      keys.putIfAbsent(KeyGroupRangeAssignment.assignToKeyGroup(key, groups), key);
    }
    return List.copyOf(keys.values());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ruleState.update(new ArrayList<>(rules.values()));
    positionState.update(replay == null ? List.of() : replay.positions());
    readState.update(replay == null ? List.of() : replay.read());
    seenState.update(replay == null ? List.of() : replay.seen());
  }

  @Override
  public void processElement(StreamRecord<RuleNotice> element) {
    RuleNotice notice = element.getValue();
    RuleStart told = notice.rule();
    if (told == null) {
      rules.remove(notice.ruleId());
      return;
    }
    if (told.version() != told.start()) {
      return;
    }
    HistoryRule known = rules.get(notice.ruleId());
    if (known == null || known.start().start() < told.start()) {
      known = new HistoryRule(notice.ruleId(), told, false);
    } else if (known.start().start() == told.start()) {
      known = known.and(told);
    }
    rules.put(notice.ruleId(), known);
    if (known.start().isTold()) {
      complete(known);
    }
  }

  private void complete(HistoryRule known) {
    FraudRule rule = records.known(known.ruleId(), known.start().record());
    if (rule == null || !rule.works()) {
      rules.remove(known.ruleId());
    } else if (known.start().hasNoHistory() || historyMaxMs == 0) {
      end(known);
    } else {
      schedule(GATHER_MS);
    }
  }

  private void schedule(long delayMs) {
    if (scheduled == null) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      scheduled = getProcessingTimeService().registerTimer(now + delayMs, time -> step());
    }
  }

  private void step() throws IOException {
    scheduled = null;
    if (replay == null) {
      for (HistoryRule rule : List.copyOf(rules.values())) {
        if (rule.start().isTold()) {
          rules.put(rule.ruleId(), rule.begun());
        }
      }
      begin(List.of(), List.of(), List.of());
    }
    Replay current = replay;
    if (current == null) {
      return;
    }
    long before = current.sent();
    boolean goesOn = current.step(keyed -> output.collect(new StreamRecord<>(keyed)));
    given.inc(current.sent() - before);
    if (!goesOn) {
      current.close();
      replay = null;
      LOGGER.info("history is read: {} events, once a key and rule", current.sent());
      List.copyOf(rules.values()).stream().filter(HistoryRule::reading).forEach(this::end);
    }
    if (!rules.isEmpty()) {
      schedule(replay == null ? GATHER_MS : NEXT_PIECE_MS);
    }
  }

  private void begin(
      Iterable<HistoryPosition> positions,
      Iterable<CapturedEvent> alreadyRead,
      Iterable<PartitionProgress> alreadySeen)
      throws IOException {
    List<Replay.Part> parts = new ArrayList<>();
    for (HistoryRule reading : rules.values()) {
      FraudRule rule = records.known(reading.ruleId(), reading.start().record());
      if (reading.reading() && rule != null) {
        parts.add(Replay.Part.of(rule, reading.start(), historyMaxMs));
      }
    }
    if (!parts.isEmpty()) {
      LOGGER.info("reading the history of {}", parts.stream().map(Replay.Part::ruleId).toList());
      replay = new Replay(parts, history, outOfOrdernessMs, positions, alreadyRead, alreadySeen);
    }
  }

  /** The rule goes live behind the mark. */
  private void end(HistoryRule rule) {
    rules.remove(rule.ruleId());
    for (String key : keyOfEachGroup) {
      output.collect(
          new StreamRecord<>(KeyedEvent.historyEnd(key, rule.ruleId(), rule.start().start())));
    }
  }

  @Override
  public void close() throws Exception {
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    if (replay != null) {
      replay.close();
    }
    super.close();
  }
}
