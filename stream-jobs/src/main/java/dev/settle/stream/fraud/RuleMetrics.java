package dev.settle.stream.fraud;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Figures of each rule, {@code fraud.rule.ID.…}, since the job was started. */
final class RuleMetrics {
  /** Of one rule. */
  static final class Figures {
    /** Events held against the rule. */
    final Counter evaluations;

    /** Those that counted. */
    final Counter matches;

    /** Crossings. */
    final Counter alerts;

    /** Keys that got windows less those whose windows have passed: the change since the start. */
    final Counter keys;

    /** Times that this subtask paused the rule for its keys. */
    final Counter paused;

    private Figures(MetricGroup group) {
      evaluations = group.counter("evaluations");
      matches = group.counter("matches");
      alerts = group.counter("alerts");
      keys = group.counter("keys");
      paused = group.counter("paused");
    }
  }

  private final MetricGroup rules;
  private final Map<Long, Figures> byRule = new HashMap<>();

  /** Events that came too late for some window. */
  final Counter late;

  RuleMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("fraud");
    late = group.counter("late");
    rules = group;
  }

  /** Events that the watermark has not passed. */
  void buffered(IntSupplier size) {
    rules.gauge("buffered", size::getAsInt);
  }

  Figures of(String ruleId) {
    return byRule.computeIfAbsent(
        RuleCode.of(ruleId), code -> new Figures(rules.addGroup("rule", ruleId)));
  }

  /** The windows of a key have passed; of a rule that is no longer known nobody counts them. */
  void keyGone(long rule) {
    Figures figures = byRule.get(rule);
    if (figures != null) {
      figures.keys.dec();
    }
  }
}
