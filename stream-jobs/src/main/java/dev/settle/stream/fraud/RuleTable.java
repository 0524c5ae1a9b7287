package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/** The rules of the evaluating step, as the routing steps tell of them. */
final class RuleTable {
  private final RuleRecords records = new RuleRecords();
  private final RuleGroups<ActiveRule> rules = new RuleGroups<>(ActiveRule::rule);
  private final BroadcastState<String, RuleStart> state;
  private final ListState<String> liveState;
  private final RuleMetrics metrics;

  /** Rules that were removed: no more will be told of them. */
  private final Set<String> removed = new HashSet<>();

  private RuleTable(
      BroadcastState<String, RuleStart> state, ListState<String> liveState, RuleMetrics metrics) {
    this.state = state;
    this.liveState = liveState;
    this.metrics = metrics;
  }

  static RuleTable restoredFrom(StateInitializationContext context, RuleMetrics metrics)
      throws Exception {
    RuleTable table =
        new RuleTable(
            context.getOperatorStateStore().getBroadcastState(FraudIds.RULES),
            context.getOperatorStateStore().getUnionListState(FraudIds.LIVE),
            metrics);
    table.restore();
    return table;
  }

  private void restore() throws Exception {
    Set<String> live = new HashSet<>();
    liveState.get().forEach(live::add);
    for (Map.Entry<String, RuleStart> entry : state.entries()) {
      RuleStart start = entry.getValue();
      put(entry.getKey(), start, live.contains(liveName(entry.getKey(), start)));
    }
  }

  void snapshot() throws Exception {
    List<String> live = new ArrayList<>();
    for (ActiveRule active : rules.all()) {
      if (active.isLive()) {
        live.add(liveName(active.rule().id(), active.start()));
      }
    }
    liveState.update(live);
  }

  private static String liveName(String ruleId, RuleStart start) {
    return ruleId + "/" + start.start();
  }

  /**
   * Takes in what a routing step tells. Each of them tells the same, in its own time.
   *
   * @return a rule that ends here, since its next version has other windows or it was removed
   */
  @Nullable ActiveRule take(RuleNotice notice) throws Exception {
    String id = notice.ruleId();
    ActiveRule known = rules.get(id);
    RuleStart told = notice.rule();
    if (told == null) {
      rules.remove(id);
      state.remove(id);
      removed.add(id);
      return known;
    }
    removed.remove(id);
    RuleStart start = known == null ? null : state.get(id);
    if (known == null || start == null || told.start() > start.start()) {
      state.put(id, told);
      put(id, told, false);
      return known;
    }
    if (told.start() < start.start()) {
      return null;
    }
    // Only the version that it began with says where: a later one that goes on has read more.
    RuleStart merged = told.version() == told.start() ? start.and(told) : start;
    merged = told.version() > start.version() ? merged.with(told) : merged;
    state.put(id, merged);
    put(id, merged, known.isLive());
    return null;
  }

  private void put(String ruleId, RuleStart start, boolean live) {
    FraudRule rule = records.known(ruleId, start.record());
    if (rule != null) {
      rules.put(ruleId, new ActiveRule(rule, start, metrics.of(ruleId), live));
    }
  }

  /** The rule, if its windows began with this version. */
  @Nullable ActiveRule started(String ruleId, long start) {
    ActiveRule active = rules.get(ruleId);
    return active != null && active.start().start() == start ? active : null;
  }

  /**
   * True when it is not yet known what is history for a rule that begins with this version: its
   * history comes by another way than what the routing steps tell, and can be first.
   */
  boolean isYetToBeTold(String ruleId, long start) {
    ActiveRule active = rules.get(ruleId);
    if (active == null) {
      return !removed.contains(ruleId);
    }
    long known = active.start().start();
    return known < start || (known == start && !active.start().isTold());
  }

  /** The rules that work and have this key. */
  List<ActiveRule> of(String key) {
    return rules.of(key);
  }
}
