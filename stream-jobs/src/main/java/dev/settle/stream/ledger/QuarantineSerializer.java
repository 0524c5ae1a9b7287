package dev.settle.stream.ledger;

import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.AvroRecordSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes refused changes to {@code payments.quarantine}, keyed by order. */
final class QuarantineSerializer extends AvroRecordSerializer<QuarantinedChange, QuarantineRecord> {
  private static final long serialVersionUID = 1;

  QuarantineSerializer() {
    super(Topics.QUARANTINE, QuarantineRecord.class);
  }

  @Override
  protected String key(QuarantinedChange change) {
    return change.orderId;
  }

  @Override
  protected byte @Nullable [] traceParentOf(QuarantinedChange change) {
    return change.traceParent == null ? null : change.traceParent.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected QuarantineRecord toRecord(QuarantinedChange change) {
    QuarantineRecord record = new QuarantineRecord();
    record.setQuarantineId(change.original.place());
    record.setCategory(change.category.name());
    record.setDetail(change.detail);
    record.setEntity(change.entity);
    record.setEntityId(change.entityId);
    record.setOrderId(change.orderId);
    record.setStateMet(change.stateMet);
    record.setOriginal(ByteBuffer.wrap(change.original.value));
    record.setOriginalJson(change.originalJson);
    record.setTopic(change.original.topic);
    record.setPartition(change.original.partition);
    record.setOffset(change.original.offset);
    record.setSourceLsn(change.sourceLsn);
    record.setQuarantinedAt(change.quarantinedAt);
    record.setReplayOf(change.original.isReplay() ? change.original.replayOf : null);
    return record;
  }
}
