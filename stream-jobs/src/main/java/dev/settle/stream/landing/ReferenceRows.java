package dev.settle.stream.landing;

import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;

/** What the rows of reference tables have in common. */
final class ReferenceRows {
  /**
   * Version of a deletion, whose change carries no row: above every other, so that the views, which
   * take the highest version, see it.
   */
  static final long DELETED_VERSION = Long.MAX_VALUE;

  private ReferenceRows() {}

  /**
   * The row in its place. Ranked by its position in the source: a change that is delivered again
   * has its old position, and a deletion has no version to go by.
   */
  static TableRow place(ReferenceChange change, RowBinary out) {
    return new TableRow(
        change.getTable() + "/" + change.getKey(),
        change.getLsn(),
        TableSpec.UNPARTITIONED,
        out.toByteArray());
  }

  static IllegalArgumentException rowMissing(ReferenceChange change) {
    return new IllegalArgumentException(
        change.getOp() + " of " + change.getTable() + " " + change.getKey() + " carries no row");
  }
}
