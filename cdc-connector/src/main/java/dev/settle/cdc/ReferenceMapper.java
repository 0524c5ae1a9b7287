package dev.settle.cdc;

import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;

/**
 * Changes of a reference table. Reference data has no quarantine, and a change without its row
 * reads as a deletion: a row that cannot be mapped stops the connector.
 */
final class ReferenceMapper implements TableMapper {
  private final ReferenceTable table;
  private final TableShape shape;
  private final AvroCodec<ReferenceChange> codec = AvroCodec.of(ReferenceChange.class);

  ReferenceMapper(ReferenceTable table) {
    this.table = table;
    this.shape = new TableShape(table.name(), table.columns());
  }

  @Override
  public TableShape shape() {
    return shape;
  }

  @Override
  public MappedChange map(RowChange row) {
    Row present = row.present();
    if (present == null) {
      throw new SchemaDriftException(
          "payments.%s: a change has neither image; set REPLICA IDENTITY FULL"
              .formatted(table.name()));
    }
    ReferenceChange change = new ReferenceChange();
    change.setTable(table.name());
    change.setOp(ReferenceOperation.valueOf(row.op().name()));
    change.setLsn(row.lsn());
    change.setCommittedAt(row.committedAt());
    try {
      change.setKey(table.key(present));
      if (row.after() != null) {
        table.row(row.after(), change);
      }
    } catch (UnmappableRowException e) {
      throw new SchemaDriftException(
          "%s at LSN %d: mend the table and its column; nothing was skipped"
              .formatted(e.getMessage(), row.lsn()));
    }
    return new MappedChange(
        Topics.REFERENCE,
        table.name() + "/" + change.getKey(),
        codec.encode(change),
        null,
        null,
        table.name(),
        row.op().name(),
        row.committedAt(),
        row.snapshot());
  }
}
