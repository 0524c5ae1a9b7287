package dev.settle.stream.fraud;

import dev.settle.stream.state.StateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The windows of the homes, in RocksDB. A home has one timer, for when the last of its windows will
 * have passed: when it comes too early, since windows went on, it sets the next. A home without
 * events in any window has no state and no timer.
 */
final class KeyStore {
  /** Timers stand on such steps, one for many a window that ends. */
  private static final long TIMER_STEP_MS = 1_000;

  private final ValueState<KeyWindows> state;
  private final StateKey stateKey;
  private final InternalTimerService<VoidNamespace> timers;
  private final RuleRunner runner;
  private final Function<String, List<ActiveRule>> rulesOf;
  private final Comparator<String> order;

  /** Homes whose timers have come. */
  private final List<String> due = new ArrayList<>();

  /**
   * A store.
   *
   * @param rulesOf the rules that have windows in a home
   * @param order in which homes are best visited
   */
  KeyStore(
      ValueState<KeyWindows> state,
      StateKey stateKey,
      InternalTimerService<VoidNamespace> timers,
      RuleRunner runner,
      Function<String, List<ActiveRule>> rulesOf,
      Comparator<String> order) {
    this.state = state;
    this.stateKey = stateKey;
    this.timers = timers;
    this.runner = runner;
    this.rulesOf = rulesOf;
    this.order = order;
  }

  /** The windows of a home, to be changed, and then to be written before another home is read. */
  KeyWindows read(String home) throws Exception {
    stateKey.set(home);
    KeyWindows known = state.value();
    return known == null ? new KeyWindows() : known;
  }

  /**
   * Writes the windows of the home that was read last, without what has passed.
   *
   * @param rules that have windows there
   * @param now what is not later has been applied, all of it
   */
  void write(KeyWindows windows, List<ActiveRule> rules, long now) throws Exception {
    if (windows.clearingAt() == KeyWindows.NO_TIMER) {
      if (windows.isEmpty()) {
        return;
      }
      setTimer(windows, runner.emptyAt(windows, rules));
    }
    runner.clear(windows, rules, now);
    // One without windows stays until its timer comes: there is none without the other.
    state.update(windows);
  }

  /** The timer of a home has come. */
  void due(String home) {
    due.add(home);
  }

  /** Drops what has passed in all homes whose timers have come. */
  void clearDue(long now) throws Exception {
    due.sort(order);
    for (String home : due) {
      clear(home, now);
    }
    due.clear();
  }

  private void clear(String home, long now) throws Exception {
    stateKey.set(home);
    KeyWindows windows = state.value();
    if (windows == null) {
      return;
    }
    List<ActiveRule> rules = rulesOf.apply(home);
    windows.clearAt(KeyWindows.NO_TIMER);
    runner.clear(windows, rules, now);
    if (windows.isEmpty()) {
      state.clear();
      return;
    }
    setTimer(windows, Math.max(now + 1, runner.emptyAt(windows, rules)));
    state.update(windows);
  }

  private void setTimer(KeyWindows windows, long emptyAt) {
    windows.clearAt(Math.floorDiv(emptyAt + TIMER_STEP_MS - 1, TIMER_STEP_MS) * TIMER_STEP_MS);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.clearingAt());
  }
}
