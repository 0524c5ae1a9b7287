package dev.settle.stream.fraud.rule;

/** What a rule measures over its window. */
public enum Aggregate {
  /** Payments. */
  COUNT,
  /** Their amounts, minor units. */
  SUM,
  /** Their amounts, minor units, rounded down. */
  AVERAGE,
  /** The largest amount, minor units. */
  MAX,
  /** Distinct values of a field. */
  DISTINCT_COUNT,
  /** What was given back of what was paid, basis points, rounded down, at most 10,000. */
  REFUND_SHARE
}
