package dev.settle.stream.fraud.rule;

/** What is to be done about an alert. */
public enum RuleAction {
  ALERT,
  REVIEW,
  BLOCK
}
