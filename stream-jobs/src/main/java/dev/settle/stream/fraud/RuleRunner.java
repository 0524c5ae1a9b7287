package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the windows of rules: counts, alerts, and pauses a rule whose keys explode. The
 * events of a key come in the order of {@link FraudEvent#ORDER}.
 */
final class RuleRunner {
  /**
   * How an event is applied.
   *
   * @param key what the windows are kept for
   * @param now how far the key is in event time: the event's own time, later when it is late
   * @param isSilent true when it happened before the rule was known: nothing is raised
   * @param raisedAt time of day
   */
  record Place(String key, long now, boolean isSilent, long raisedAt) {}

  private final AlertEncoder encoder;
  private final KeyLimit limit;
  private final RuleMetrics metrics;
  private final Consumer<EncodedRecord> alerts;

  RuleRunner(
      AlertEncoder encoder, KeyLimit limit, RuleMetrics metrics, Consumer<EncodedRecord> alerts) {
    this.encoder = encoder;
    this.limit = limit;
    this.metrics = metrics;
    this.alerts = alerts;
  }

  /** Applies an event that counts for the rule. */
  void apply(ActiveRule active, KeyWindows windows, FraudEvent event, Place place) {
    RuleMetrics.Figures figures = active.figures();
    figures.matches.inc();
    RuleWindow before = windows.byRule.get(active.rule().id());
    if (before == null && isOneTooMany(active, place)) {
      return;
    }
    RuleWindow window = RuleWindow.of(active.rule(), before, active.start().start());
    if (window != before) {
      windows.byRule.put(active.rule().id(), window);
    }
    Finding finding = window.accept(active.rule(), place.key, event, place.now);
    if (finding != null && !place.isSilent) {
      figures.alerts.inc();
      alerts.accept(encoder.crossing(active.rule(), place.key, event, finding, place.raisedAt));
    }
  }

  private boolean isOneTooMany(ActiveRule active, Place place) {
    if (limit.exceededBy(active.rule(), place.now)) {
      int share = limit.share(active.rule());
      alerts.accept(encoder.paused(active.rule(), share + 1, share, place.now, place.raisedAt));
      return true;
    }
    active.figures().keys.inc();
    return false;
  }

  /**
   * Drops windows that have passed or are no working rule's. Those of a rule whose history is still
   * read stay: what waits behind it is older than now.
   *
   * @param rules the rules that work and have the key
   * @param now how far the key is in event time
   */
  void clear(KeyWindows windows, List<ActiveRule> rules, long now) {
    windows
        .byRule
        .entrySet()
        .removeIf(
            entry -> {
              if (isKept(entry.getKey(), entry.getValue(), rules, now)) {
                return false;
              }
              metrics.of(entry.getKey()).keys.dec();
              return true;
            });
  }

  /** When all the windows of a key will have passed. */
  long emptyAt(KeyWindows windows, List<ActiveRule> rules) {
    long latest = Long.MIN_VALUE;
    for (var entry : windows.byRule.entrySet()) {
      latest = Math.max(latest, emptyAt(entry.getKey(), entry.getValue(), rules));
    }
    return latest;
  }

  private boolean isKept(String ruleId, RuleWindow window, List<ActiveRule> rules, long now) {
    ActiveRule active = workingRule(ruleId, window, rules);
    return active != null && (!active.isLive() || window.emptyAt(active.rule()) > now);
  }

  private long emptyAt(String ruleId, RuleWindow window, List<ActiveRule> rules) {
    ActiveRule active = workingRule(ruleId, window, rules);
    return active == null ? Long.MIN_VALUE : window.emptyAt(active.rule());
  }

  private @Nullable ActiveRule workingRule(
      String ruleId, RuleWindow window, List<ActiveRule> rules) {
    for (ActiveRule active : rules) {
      if (active.rule().id().equals(ruleId)) {
        boolean works =
            !limit.isPaused(active.rule()) && window.isOf(active.rule(), active.start().start());
        return works ? active : null;
      }
    }
    return null;
  }
}
