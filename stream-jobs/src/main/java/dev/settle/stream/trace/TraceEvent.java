package dev.settle.stream.trace;

import org.jspecify.annotations.Nullable;

/**
 * What the landing job tells of a record whose payment is traced. A Flink POJO: public fields,
 * no-argument constructor.
 */
public final class TraceEvent {
  /** Characters of a trace context of version 00. */
  private static final int LENGTH = 55;

  private static final int SAMPLED = 1;

  /** The row's trace context; the key. */
  public String traceParent = "";

  /** True for a ledger entry, false for a change of a row. */
  public boolean booked;

  /** The row that changed: with {@link #lsn} it tells which change a journal came from. */
  public String entityId = "";

  /** Position of the change in the source's log. */
  public long lsn;

  /** The journal; empty on a change. */
  public String journalId = "";

  /** Milliseconds since the epoch: of a change its commit, of an entry when it was booked. */
  public long at;

  /** Milliseconds since the epoch: when the connector took the change; 0 on an entry. */
  public long capturedAt;

  /** For Flink's serialiser. */
  public TraceEvent() {}

  /** A change of a row that was committed and captured. */
  public static TraceEvent change(
      String traceParent, String entityId, long lsn, long committedAt, long capturedAt) {
    TraceEvent event = new TraceEvent();
    event.traceParent = traceParent;
    event.entityId = entityId;
    event.lsn = lsn;
    event.at = committedAt;
    event.capturedAt = capturedAt;
    return event;
  }

  /** A journal's first entry. */
  public static TraceEvent entry(
      String traceParent, String entityId, long lsn, String journalId, long bookedAt) {
    TraceEvent event = new TraceEvent();
    event.traceParent = traceParent;
    event.booked = true;
    event.entityId = entityId;
    event.lsn = lsn;
    event.journalId = journalId;
    event.at = bookedAt;
    return event;
  }

  /** Whether whoever began the trace wants it recorded: the last bit of the flags. */
  public static boolean isSampled(@Nullable String traceParent) {
    return traceParent != null
        && traceParent.length() == LENGTH
        && (Math.max(0, Character.digit(traceParent.charAt(LENGTH - 1), 16)) & SAMPLED) == SAMPLED;
  }
}
