package dev.settle.stream.ledger.rule;

import org.jspecify.annotations.Nullable;

/** A change whose words are known: a row of a table that moves money, after it was written. */
public sealed interface Change permits OrderChange, RefundChange, HoldChange, InstructionChange {
  /** What the change is kept by: the id of its order, hold or instruction; the record's key. */
  String key();

  /** Version of the row, from 1. */
  long version();

  /** Position of the change in the source's log. */
  long lsn();

  /** W3C trace context of whoever wrote the row. */
  @Nullable String traceParent();
}
