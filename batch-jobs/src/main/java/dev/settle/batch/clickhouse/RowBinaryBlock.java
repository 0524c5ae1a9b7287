package dev.settle.batch.clickhouse;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A growing block of rows in ClickHouse's RowBinary format: little-endian numbers, strings with
 * their length, values in the order of the table's columns.
 */
public final class RowBinaryBlock {
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  /** Bytes so far. */
  public int size() {
    return buffer.position();
  }

  /** The bytes; valid up to {@link #size}. */
  public byte[] bytes() {
    return buffer.array();
  }

  /** Forgets the rows, keeps the memory. */
  public void clear() {
    buffer.clear();
  }

  /** An Array(String). */
  public RowBinaryBlock strings(List<String> values) {
    length(values.size());
    values.forEach(this::string);
    return this;
  }

  /** An Array of anything: each value is written by the writer. */
  public <T> RowBinaryBlock array(List<T> values, Consumer<T> writer) {
    length(values.size());
    values.forEach(writer);
    return this;
  }

  /** An Int16 or UInt16. */
  public RowBinaryBlock int16(int value) {
    ensure(2);
    buffer.putShort((short) value);
    return this;
  }

  /** A String; null is the empty one. */
  public RowBinaryBlock string(@Nullable String value) {
    byte[] utf8 = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    length(utf8.length);
    ensure(utf8.length);
    buffer.put(utf8);
    return this;
  }

  /** An Int64 or UInt64. */
  public RowBinaryBlock int64(long value) {
    ensure(8);
    buffer.putLong(value);
    return this;
  }

  /** An Int32 or UInt32. */
  public RowBinaryBlock int32(int value) {
    ensure(4);
    buffer.putInt(value);
    return this;
  }

  /** An Int8 or UInt8. */
  public RowBinaryBlock int8(int value) {
    ensure(1);
    buffer.put((byte) value);
    return this;
  }

  /** A Bool. */
  public RowBinaryBlock bool(boolean value) {
    ensure(1);
    buffer.put((byte) (value ? 1 : 0));
    return this;
  }

  /** A Date. */
  public RowBinaryBlock date(LocalDate value) {
    ensure(2);
    buffer.putShort((short) value.toEpochDay());
    return this;
  }

  /** A DateTime64(3). */
  public RowBinaryBlock millis(Instant value) {
    return int64(value.toEpochMilli());
  }

  /** An Int128, which must fit it. */
  public RowBinaryBlock int128(BigInteger value) {
    if (value.bitLength() > 127) {
      throw new ArithmeticException(value + " does not fit 128 bits");
    }
    return int64(value.longValue()).int64(value.shiftRight(Long.SIZE).longValue());
  }

  /** A Nullable(Date). */
  public RowBinaryBlock nullableDate(@Nullable LocalDate value) {
    return value == null ? bool(true) : bool(false).date(value);
  }

  /** A length as LEB128. */
  private void length(int value) {
    ensure(5);
    int rest = value;
    while (rest > 0x7F) {
      buffer.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  private void ensure(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer grown =
          ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes))
              .order(ByteOrder.LITTLE_ENDIAN);
      buffer.flip();
      grown.put(buffer);
      buffer = grown;
    }
  }
}
