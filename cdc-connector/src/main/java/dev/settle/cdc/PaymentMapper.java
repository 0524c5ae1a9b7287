package dev.settle.cdc;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of a table that moves money. A row with a value that the contract has no place for is
 * published without its images, so that the ledger quarantines it.
 */
final class PaymentMapper implements TableMapper {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentMapper.class);

  private final PaymentTable table;
  private final TableShape shape;
  private final Clock clock;
  private final AvroCodec<PaymentChange> codec = AvroCodec.of(PaymentChange.class);

  PaymentMapper(PaymentTable table, Clock clock) {
    this.table = table;
    this.shape = new TableShape(table.name(), table.columns());
    this.clock = clock;
  }

  @Override
  public TableShape shape() {
    return shape;
  }

  @Override
  public MappedChange map(RowChange row) {
    PaymentChange change = withoutImages(row);
    String problem = null;
    try {
      table.images(row, change);
    } catch (UnmappableRowException e) {
      problem = e.getMessage();
      change = withoutImages(row);
      LOG.error(
          "{} {} at LSN {}: {}. Published without its row images, for the quarantine.",
          change.getEntity(),
          change.getEntityId(),
          row.lsn(),
          problem);
    }
    Row present = row.present();
    return new MappedChange(
        Topics.CHANGES,
        change.getOrderId().isEmpty() ? change.getEntityId() : change.getOrderId(),
        codec.encode(change),
        present == null ? null : present.lenient("trace_parent"),
        problem,
        table.name(),
        row.op().name(),
        row.committedAt(),
        row.snapshot());
  }

  private PaymentChange withoutImages(RowChange row) {
    PaymentChange change = new PaymentChange();
    change.setEntity(table.entity());
    change.setOp(row.op());
    change.setOrderId(row.id(table.orderColumn()));
    change.setEntityId(row.id(table.idColumn()));
    change.setSource(new SourcePosition(row.lsn(), row.txId(), row.committedAt(), row.snapshot()));
    change.setCapturedAt(clock.millis());
    return change;
  }
}
