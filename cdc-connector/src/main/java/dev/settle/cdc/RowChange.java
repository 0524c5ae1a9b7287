package dev.settle.cdc;

import dev.settle.schemas.avro.Operation;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One change of a row, as the engine saw it: the envelope's parts that every table has in common.
 *
 * @param op what happened
 * @param before the row as it was; null on an insert or a read
 * @param after the row as it became; null on a deletion
 * @param lsn position in the write-ahead log
 * @param txId PostgreSQL's transaction
 * @param committedAt commit time in epoch milliseconds; in a snapshot the time of reading
 */
record RowChange(
    Operation op,
    @Nullable Row before,
    @Nullable Row after,
    long lsn,
    long txId,
    long committedAt) {

  /**
   * Takes an envelope apart.
   *
   * @throws SchemaDriftException when an image does not have the table's shape
   */
  static RowChange of(TableShape shape, Struct envelope) {
    Struct source = envelope.getStruct("source");
    return new RowChange(
        operation(envelope.getString("op")),
        image(shape, envelope, "before"),
        image(shape, envelope, "after"),
        orZero(source.getInt64("lsn")),
        orZero(source.getInt64("txId")),
        orZero(source.getInt64("ts_ms")));
  }

  boolean snapshot() {
    return op == Operation.SNAPSHOT;
  }

  /** The row as it is now, or as it last was. */
  @Nullable Row present() {
    return after != null ? after : before;
  }

  /** An identifier from either image; empty when the row has none. */
  String id(String column) {
    String value = after == null ? null : after.lenient(column);
    if (value == null && before != null) {
      value = before.lenient(column);
    }
    return value == null ? "" : value;
  }

  private static Operation operation(String code) {
    return switch (code) {
      case "r" -> Operation.SNAPSHOT;
      case "c" -> Operation.INSERT;
      case "u" -> Operation.UPDATE;
      case "d" -> Operation.DELETE;
      default -> Operation.UNKNOWN;
    };
  }

  private static @Nullable Row image(TableShape shape, Struct envelope, String which) {
    Struct struct = envelope.getStruct(which);
    if (struct == null) {
      return null;
    }
    shape.check(struct.schema());
    return new Row(shape.table(), struct);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
