package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.util.List;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the windows of a rule: counts, alerts, and pauses a rule whose keys explode.
 */
final class RuleRunner {
  /**
   * Where and when events are applied.
   *
   * @param key what the windows are kept for
   * @param clock event time by which new keys are counted; grows within a subtask
   * @param raisedAt time of day
   */
  record Place(String key, long clock, long raisedAt) {}

  private final AlertEncoder encoder;
  private final RuleMetrics metrics;
  private final KeyLimit limit;

  RuleRunner(AlertEncoder encoder, RuleMetrics metrics, KeyLimit limit) {
    this.encoder = encoder;
    this.metrics = metrics;
    this.limit = limit;
  }

  /**
   * Applies events, in order, to the window of a rule.
   *
   * @param lateAt how far the key is in event time when the events are late; null: each is on time
   */
  void apply(
      FraudRule rule,
      KeyWindows windows,
      List<FraudEvent> events,
      @Nullable Long lateAt,
      Place place,
      Collector<EncodedRecord> out) {
    RuleMetrics.Figures figures = metrics.of(rule.id());
    figures.evaluations.inc(events.size());
    RuleWindow before = windows.byRule.get(rule.id());
    RuleWindow window = null;
    for (FraudEvent event : events) {
      if (!rule.counts(event)) {
        continue;
      }
      figures.matches.inc();
      if (window == null) {
        if (before == null && isOneTooMany(rule, figures, place, out)) {
          return;
        }
        window = RuleWindow.of(rule, before);
        windows.byRule.put(rule.id(), window);
      }
      Finding finding =
          window.accept(rule, place.key, event, lateAt == null ? event.time() : lateAt);
      if (finding != null) {
        figures.alerts.inc();
        out.collect(encoder.crossing(rule, place.key, event, finding, place.raisedAt));
      }
    }
  }

  private boolean isOneTooMany(
      FraudRule rule, RuleMetrics.Figures figures, Place place, Collector<EncodedRecord> out) {
    if (limit.exceededBy(rule, place.clock)) {
      int share = limit.share(rule);
      out.collect(encoder.paused(rule, share + 1, share, place.clock, place.raisedAt));
      return true;
    }
    figures.keys.inc();
    return false;
  }

  /**
   * Drops windows that have passed or are no working rule's.
   *
   * @param rules the rules that work and have the key
   * @return when the next window will have passed; {@link KeyWindows#NO_TIMER} when none is left
   */
  long clear(KeyWindows windows, List<FraudRule> rules, long now) {
    long[] next = {Long.MAX_VALUE};
    windows
        .byRule
        .entrySet()
        .removeIf(
            entry -> {
              long emptyAt = emptyAt(entry.getKey(), entry.getValue(), rules);
              if (emptyAt <= now) {
                metrics.of(entry.getKey()).keys.dec();
                return true;
              }
              next[0] = Math.min(next[0], emptyAt);
              return false;
            });
    return windows.byRule.isEmpty() ? KeyWindows.NO_TIMER : next[0];
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
