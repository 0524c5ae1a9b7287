package dev.settle.stream.ledger;

import dev.settle.schemas.avro.DayClosing;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.AvroRecordSerializer;
import java.time.LocalDate;

/** Writes the ledger's answers to closings to {@code ledger.closings}, keyed by channel. */
final class ClosingSerializer extends AvroRecordSerializer<ClosedDay, DayClosing> {
  private static final long serialVersionUID = 1;

  ClosingSerializer() {
    super(Topics.CLOSINGS, DayClosing.class);
  }

  @Override
  protected String key(ClosedDay closed) {
    return closed.channel.name();
  }

  @Override
  protected DayClosing toRecord(ClosedDay closed) {
    DayClosing record = new DayClosing();
    record.setChannel(closed.channel.name());
    record.setBusinessDate(LocalDate.ofEpochDay(closed.businessDay));
    record.setClosedBy(closed.closedBy);
    record.setRequestedAt(closed.requestedAt);
    record.setSourceLsn(closed.sourceLsn);
    record.setAcknowledgedAt(closed.acknowledgedAt);
    return record;
  }
}
