package dev.settle.stream.trace;

import dev.settle.schemas.avro.PaymentChange;
import org.jspecify.annotations.Nullable;

/** Where a change of a row has its trace context. */
public final class ChangeTrace {
  private ChangeTrace() {}

  /** The W3C trace context of the row as it stands after the change; null: it has none. */
  public static @Nullable String of(PaymentChange change) {
    if (change.getOrderAfter() != null) {
      return change.getOrderAfter().getTraceParent();
    }
    if (change.getRefundAfter() != null) {
      return change.getRefundAfter().getTraceParent();
    }
    if (change.getHoldAfter() != null) {
      return change.getHoldAfter().getTraceParent();
    }
    return change.getInstructionAfter() == null
        ? null
        : change.getInstructionAfter().getTraceParent();
  }
}
