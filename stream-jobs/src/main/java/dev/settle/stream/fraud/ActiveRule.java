package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;

/** A rule as the evaluating step works with it. */
final class ActiveRule {
  private final FraudRule rule;
  private final long code;
  private final RuleStart start;
  private final RuleMetrics.Figures figures;
  private boolean live;

  ActiveRule(FraudRule rule, RuleStart start, RuleMetrics.Figures figures, boolean live) {
    this.rule = rule;
    this.code = RuleCode.of(rule.id());
    this.start = start;
    this.figures = figures;
    this.live = live;
  }

  FraudRule rule() {
    return rule;
  }

  /** What its windows name it by, see {@link RuleCode}. */
  long code() {
    return code;
  }

  RuleStart start() {
    return start;
  }

  RuleMetrics.Figures figures() {
    return figures;
  }

  /** False while its history is read: until then what happens waits. */
  boolean isLive() {
    return live;
  }

  void goLive() {
    live = true;
  }

  /** True when an event as it happens is part of the rule's history, and comes with that. */
  boolean isHistory(KeyedEvent event) {
    return start.isHistory(event.partition(), event.offset(), event.present().time());
  }
}
