package dev.settle.stream.fraud.backtest;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One rule over events in order: its windows by key, as the job's second step keeps them. A window
 * that has passed is begun anew, and those that were not met again are cleared four times a window,
 * so at most a quarter more is held than the job holds.
 */
final class RuleReplay {
  private static final long SWEEPS_PER_WINDOW = 4;
  private static final long SWEEP_MIN_MS = 1_000;
  private static final long MINUTE_MS = 60_000;

  private final FraudRule rule;
  private final Map<String, RuleWindow> windows = new HashMap<>();
  private final long sweepMs;
  private long nextSweep = Long.MIN_VALUE;
  private long minute = Long.MIN_VALUE;
  private int newKeys;
  private @Nullable Long pausedAt;

  RuleReplay(FraudRule rule) {
    this.rule = rule;
    this.sweepMs = Math.max(SWEEP_MIN_MS, rule.windowMs() / SWEEPS_PER_WINDOW);
  }

  FraudRule rule() {
    return rule;
  }

  /** Windows that are held. */
  int windows() {
    return windows.size();
  }

  /** When it had too many new keys in a minute, so that the job would have paused it. */
  @Nullable Long pausedAt() {
    return pausedAt;
  }

  /** Applies an event; never one that is before the last. */
  void accept(FraudEvent event, Consumer<Alert> alerts) {
    if (pausedAt != null || !rule.counts(event)) {
      return;
    }
    sweep(event.time());
    for (String key : rule.key().keysOf(event)) {
      RuleWindow window = windowOf(key, event.time());
      if (window == null) {
        return;
      }
      Finding finding = window.accept(rule, key, event, event.time());
      if (finding != null) {
        alerts.accept(new Alert(rule, key, event, finding));
      }
    }
  }

  private @Nullable RuleWindow windowOf(String key, long now) {
    RuleWindow window = windows.get(key);
    if (window != null && window.emptyAt(rule) > now) {
      return window;
    }
    if (isOneTooMany(now)) {
      pausedAt = now;
      windows.clear();
      return null;
    }
    window = RuleWindow.of(rule);
    windows.put(key, window);
    return window;
  }

  private boolean isOneTooMany(long now) {
    long index = Math.floorDiv(now, MINUTE_MS);
    if (index != minute) {
      minute = index;
      newKeys = 0;
    }
    return ++newKeys > rule.keysPerMinuteMax();
  }

  private void sweep(long now) {
    if (now < nextSweep) {
      return;
    }
    windows.values().removeIf(window -> window.emptyAt(rule) <= now);
    nextSweep = now + sweepMs;
  }
}
