package dev.settle.stream.ledger.rule;

import org.jspecify.annotations.Nullable;

/** A change whose words are known: a row of one of the two payment tables after it was written. */
public sealed interface Change permits OrderChange, RefundChange {
  /** The order that the row belongs to. */
  String orderId();

  /** Version of the row, from 1. */
  long version();

  /** Position of the change in the source's log. */
  long lsn();

  /** W3C trace context of whoever wrote the row. */
  @Nullable String traceParent();
}
