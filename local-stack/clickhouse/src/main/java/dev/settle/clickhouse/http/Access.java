package dev.settle.clickhouse.http;

/** What a user may do. */
public enum Access {
  /** Everything. */
  FULL,
  /** Read tables of this engine and nothing else. */
  READ_ONLY
}
