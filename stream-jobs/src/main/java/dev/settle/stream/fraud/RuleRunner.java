package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.Finding;
import dev.settle.stream.fraud.window.RuleWindow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the windows of rules: counts, alerts, and pauses a rule whose keys explode. The
 * events of a home come in the order of {@link FraudEvent#ORDER}.
 */
final class RuleRunner {
  /**
   * How an event is applied.
   *
   * @param sides of the payment on which it touches the home of the windows
   * @param now how far the home is in event time: the event's own time, later when it is late
   * @param isSilent true when it happened before the rule was known: nothing is raised
   * @param raisedAt time of day
   */
  record Place(int sides, long now, boolean isSilent, long raisedAt) {}

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

  /** Applies an event that counts for the rule, if it has such a key on these sides. */
  void apply(ActiveRule active, KeyWindows windows, FraudEvent event, Place place) {
    FraudRule rule = active.rule();
    int sides = rule.key().sidesOf(event) & place.sides;
    if (sides == 0) {
      return;
    }
    RuleMetrics.Figures figures = active.figures();
    figures.matches.inc();
    String part = rule.partOf(event);
    RuleWindow before = windows.get(active.code(), part);
    if (before == null && isOneTooMany(active, place)) {
      return;
    }
    RuleWindow window = RuleWindow.of(rule, before, active.start().start());
    if (window != before) {
      windows.put(active.code(), part, window);
    }
    String key = rule.key().keyOf(event, sides);
    Finding finding = window.accept(rule, key, event, place.now);
    if (finding != null && !place.isSilent) {
      figures.alerts.inc();
      alerts.accept(encoder.crossing(rule, key, event, finding, place.raisedAt));
    }
  }

  private boolean isOneTooMany(ActiveRule active, Place place) {
    if (limit.exceededBy(active.rule(), place.now)) {
      active.figures().paused.inc();
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
   * @param rules the rules that work and have windows in the home
   * @param now how far the home is in event time
   */
  void clear(KeyWindows windows, List<ActiveRule> rules, long now) {
    windows.removeIf(
        (rule, window) -> {
          ActiveRule active = workingRule(rule, window, rules);
          if (active != null && (!active.isLive() || window.emptyAt(active.rule()) > now)) {
            return false;
          }
          metrics.keyGone(rule);
          return true;
        });
  }

  /** When all the windows of a home will have passed. */
  long emptyAt(KeyWindows windows, List<ActiveRule> rules) {
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < windows.size(); i++) {
      RuleWindow window = windows.window(i);
      ActiveRule active = workingRule(windows.rule(i), window, rules);
      if (active != null) {
        latest = Math.max(latest, window.emptyAt(active.rule()));
      }
    }
    return latest;
  }

  private @Nullable ActiveRule workingRule(long rule, RuleWindow window, List<ActiveRule> rules) {
    for (ActiveRule active : rules) {
      if (active.code() == rule) {
        boolean works =
            !limit.isPaused(active.rule()) && window.isOf(active.rule(), active.start().start());
        return works ? active : null;
      }
    }
    return null;
  }
}
