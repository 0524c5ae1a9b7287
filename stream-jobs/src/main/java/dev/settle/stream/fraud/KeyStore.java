package dev.settle.stream.fraud;

import dev.settle.stream.state.KeyedStore;
import dev.settle.stream.state.StateKey;
import dev.settle.stream.state.WriteBackCache;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the keys: those that were used last as objects in memory, all of them in RocksDB.
 * A key has one timer, for when the last of its windows will have passed: when it comes too early,
 * since windows went on, it sets the next. A key without events in any window has no state and no
 * timer.
 */
final class KeyStore {
  /** Timers stand on such steps, one for many a window that ends. */
  private static final long TIMER_STEP_MS = 1_000;

  private final WriteBackCache<KeyWindows> cache;
  private final StateKey stateKey;
  private final InternalTimerService<VoidNamespace> timers;
  private final RuleRunner runner;
  private final Function<String, List<ActiveRule>> rulesOf;

  /**
   * A store.
   *
   * @param keysMax so many keys are in memory at most
   * @param rulesOf the rules that have a key
   * @param now what is not later has been applied, all of it
   */
  KeyStore(
      int keysMax,
      ValueState<KeyWindows> state,
      StateKey stateKey,
      InternalTimerService<VoidNamespace> timers,
      RuleRunner runner,
      Function<String, List<ActiveRule>> rulesOf,
      LongSupplier now) {
    this.stateKey = stateKey;
    this.timers = timers;
    this.runner = runner;
    this.rulesOf = rulesOf;
    this.cache = new WriteBackCache<>(new Trimmed(new KeyedStore<>(state, stateKey), now), keysMax);
  }

  /** Writes without what has passed. */
  private final class Trimmed implements WriteBackCache.Store<KeyWindows> {
    private final WriteBackCache.Store<KeyWindows> store;
    private final LongSupplier now;

    Trimmed(WriteBackCache.Store<KeyWindows> store, LongSupplier now) {
      this.store = store;
      this.now = now;
    }

    @Override
    public @Nullable KeyWindows read(String key) throws Exception {
      return store.read(key);
    }

    @Override
    public void write(String key, KeyWindows windows) throws Exception {
      runner.clear(windows, rulesOf.apply(key), now.getAsLong());
      // One without windows stays until its timer comes: there is none without the other.
      store.write(key, windows);
    }

    @Override
    public void remove(String key) throws Exception {
      store.remove(key);
    }
  }

  /** The place of a key, for {@link #windows} and {@link #keep}. */
  WriteBackCache.Slot<KeyWindows> at(String key) throws Exception {
    cache.makeRoom();
    return cache.at(key);
  }

  /** The windows at a place, to be changed. */
  static KeyWindows windows(WriteBackCache.Slot<KeyWindows> place) {
    KeyWindows known = place.value();
    return known == null ? new KeyWindows() : known;
  }

  /** Keeps what an event has changed. */
  void keep(WriteBackCache.Slot<KeyWindows> place, String key, KeyWindows windows) {
    if (windows.isEmpty() && windows.clearingAt() == KeyWindows.NO_TIMER) {
      return;
    }
    if (windows.clearingAt() == KeyWindows.NO_TIMER) {
      setTimer(key, windows, runner.emptyAt(windows, rulesOf.apply(key)));
    }
    place.update(windows);
  }

  /** The timer of a key has come. */
  void clear(String key, long now) throws Exception {
    WriteBackCache.Slot<KeyWindows> place = at(key);
    KeyWindows windows = place.value();
    if (windows == null) {
      return;
    }
    List<ActiveRule> rules = rulesOf.apply(key);
    windows.clearAt(KeyWindows.NO_TIMER);
    runner.clear(windows, rules, now);
    if (windows.isEmpty()) {
      place.remove();
      return;
    }
    setTimer(key, windows, Math.max(now + 1, runner.emptyAt(windows, rules)));
    place.update(windows);
  }

  private void setTimer(String key, KeyWindows windows, long emptyAt) {
    stateKey.set(key);
    windows.clearAt(Math.floorDiv(emptyAt + TIMER_STEP_MS - 1, TIMER_STEP_MS) * TIMER_STEP_MS);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.clearingAt());
  }

  /** Writes to the state whatever is only in memory. */
  void writeBack() throws Exception {
    cache.writeBack();
  }
}
