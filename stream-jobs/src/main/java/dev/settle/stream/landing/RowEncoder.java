package dev.settle.stream.landing;

import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Turns a topic's value into a table's row. By hand, column by column: nothing is looked up while
 * rows pass. Not safe for use by several threads.
 *
 * @param <A> Avro record of the topic
 */
public abstract class RowEncoder<A extends SpecificRecordBase> implements Serializable {
  private static final long serialVersionUID = 1;

  private final Class<A> type;
  private final TableSpec table;
  private transient @Nullable AvroCodec<A> codec;
  private transient @Nullable RowBinary buffer;

  /** An encoder of one record type for one table. */
  protected RowEncoder(Class<A> type, TableSpec table) {
    this.type = type;
    this.table = table;
  }

  /** The table that the rows are for. */
  public TableSpec table() {
    return table;
  }

  /**
   * Reads a topic's value.
   *
   * @throws CodecException when the value is not a readable record
   */
  public A decode(byte[] value) throws CodecException {
    if (codec == null) {
      codec = AvroCodec.of(type);
    }
    return codec.decode(value);
  }

  /**
   * Encodes a record.
   *
   * @return the row, or null when the record is not for this table
   * @throws IllegalArgumentException when the record holds what the table cannot
   */
  public @Nullable TableRow encode(A record) {
    if (buffer == null) {
      buffer = new RowBinary();
    }
    return row(record, buffer.clear());
  }

  /**
   * The record's row.
   *
   * @param out empty; the columns in the table's order, key first
   * @return null when the record is not for this table
   */
  protected abstract @Nullable TableRow row(A record, RowBinary out);
}
