package dev.settle.stream.fraud.rule;

/** Whether a rule works. */
public enum RuleStatus {
  ACTIVE,
  /** It works, and its alerts say that nothing must act on them. */
  SHADOW,
  PAUSED
}
