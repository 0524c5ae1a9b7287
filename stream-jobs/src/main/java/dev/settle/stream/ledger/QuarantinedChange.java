package dev.settle.stream.ledger;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import dev.settle.stream.trace.ChangeTrace;
import org.jspecify.annotations.Nullable;

/**
 * A refused change on its way to the quarantine. The fields mean what they mean in {@code
 * QuarantineRecord.avsc}. A Flink POJO.
 */
public final class QuarantinedChange {
  /** Why it was refused. */
  public QuarantineCategory category = QuarantineCategory.MALFORMED;

  /** Why, for a person. */
  public String detail = "";

  /** Table of the row, UNKNOWN when unreadable. */
  public String entity = "UNKNOWN";

  /** Primary key of the row, empty when unreadable. */
  public String entityId = "";

  /** The order, or the record's key when unreadable. */
  public String orderId = "";

  /** The state that the change met, JSON; null: it met none. */
  public @Nullable String stateMet;

  /** The record as it stood in the topic. */
  public TopicRecord original = new TopicRecord();

  /** The same for reading; null when unreadable. */
  public @Nullable String originalJson;

  /** Position in the source, 0 when unreadable. */
  public long sourceLsn;

  /** W3C trace context of the row; null: it has none, or is unreadable. */
  public @Nullable String traceParent;

  /** Milliseconds since the epoch. */
  public long quarantinedAt;

  /** For Flink's serialiser. */
  public QuarantinedChange() {}

  /** A refused record, of which nothing has been read yet. */
  static QuarantinedChange of(TopicRecord original, RefusedChangeException why, long now) {
    QuarantinedChange change = new QuarantinedChange();
    change.category = why.category();
    change.detail = why.detail();
    change.orderId = original.key;
    change.original = original;
    change.quarantinedAt = now;
    return change;
  }

  /** Adds what the decoded record says. */
  void read(PaymentChange wire) {
    entity = wire.getEntity().name();
    entityId = wire.getEntityId();
    orderId = wire.getOrderId();
    originalJson = wire.toString();
    sourceLsn = wire.getSource().getLsn();
    traceParent = ChangeTrace.of(wire);
  }
}
