package dev.settle.stream.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro's binary encoding by hand, field after field, for records of which there are very
 * many. The caller writes the fields in the schema's order; a test must hold the result against the
 * generated record's. Used by one thread; used again after {@link #clear}.
 */
public final class AvroWriter {
  private static final int LONG_MAX_BYTES = 10;

  private byte[] buffer = new byte[512];
  private int length;

  /** An empty one. */
  public AvroWriter() {}

  /** Forgets what was written. */
  public void clear() {
    length = 0;
  }

  /** Bytes written so far. */
  public int length() {
    return length;
  }

  /** What was written, in an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** Bytes as they are. */
  public AvroWriter raw(byte[] bytes, int from, int count) {
    reserve(count);
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
    return this;
  }

  /** An int or a long: zigzag, seven bits a byte. */
  public AvroWriter number(long value) {
    reserve(LONG_MAX_BYTES);
    length = write(value, buffer, length);
    return this;
  }

  /** A string. */
  public AvroWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return number(utf8.length).raw(utf8, 0, utf8.length);
  }

  /** A string or null, in a union that begins with null. */
  public AvroWriter optionalText(@Nullable String value) {
    return value == null ? number(0) : number(1).text(value);
  }

  /**
   * Writes a number into an array that has room for it.
   *
   * @return the place behind it
   */
  public static int write(long value, byte[] into, int at) {
    long rest = (value << 1) ^ (value >> 63);
    int place = at;
    while ((rest & ~0x7FL) != 0) {
      into[place++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    into[place++] = (byte) rest;
    return place;
  }

  /** Bytes that a number takes. */
  public static int sizeOf(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
  }

  private void reserve(int count) {
    if (length + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
    }
  }
}
