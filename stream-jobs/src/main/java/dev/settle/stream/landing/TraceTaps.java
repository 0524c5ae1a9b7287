package dev.settle.stream.landing;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.trace.ChangeTrace;
import dev.settle.stream.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/** What is told of traced records. */
final class TraceTaps {
  private TraceTaps() {}

  /** A change, unless it was read by a snapshot, which is no commit. */
  static @Nullable TraceEvent change(PaymentChange change) {
    if (change.getOp() == Operation.SNAPSHOT) {
      return null;
    }
    String traceParent = ChangeTrace.of(change);
    return traceParent == null || !TraceEvent.isSampled(traceParent)
        ? null
        : TraceEvent.change(
            traceParent,
            change.getEntityId(),
            change.getSource().getLsn(),
            change.getSource().getCommittedAt(),
            change.getCapturedAt());
  }

  /** A journal, by its first entry. */
  static @Nullable TraceEvent entry(LedgerEntry entry) {
    String traceParent = entry.getTraceParent();
    return entry.getLeg() != 0 || traceParent == null || !TraceEvent.isSampled(traceParent)
        ? null
        : TraceEvent.entry(
            traceParent,
            entityOf(entry),
            entry.getSourceLsn(),
            entry.getJournalId(),
            entry.getBookedAt());
  }

  private static String entityOf(LedgerEntry entry) {
    if (entry.getRefundId() != null) {
      return entry.getRefundId();
    }
    if (entry.getHoldId() != null) {
      return entry.getHoldId();
    }
    return entry.getInstructionId() == null ? entry.getOrderId() : entry.getInstructionId();
  }
}
