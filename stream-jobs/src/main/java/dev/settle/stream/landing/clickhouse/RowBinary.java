package dev.settle.stream.landing.clickhouse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row in ClickHouse's RowBinary: columns one after another, little-endian, without separators,
 * in the order of the INSERT's column list. LowCardinality(T) is written as T. Reusable and not
 * safe for use by several threads.
 */
public final class RowBinary {
  /** ClickHouse's Date: 1970-01-01 to 2149-06-06, as days in a UInt16. */
  private static final int DATE_DAYS_MAX = 0xFFFF;

  private static final int UINT16_MAX = 0xFFFF;

  /** End of DateTime64: 2299-12-31 23:59:59.999 UTC. */
  private static final long DATE_TIME_MS_MAX = 10_413_791_999_999L;

  private byte[] buffer = new byte[512];
  private int sizeBytes;

  /** Forgets what was written. */
  public RowBinary clear() {
    sizeBytes = 0;
    return this;
  }

  /** The row, in an array of its own. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, sizeBytes);
  }

  /** String, LowCardinality(String): length as LEB128, then UTF-8. */
  public RowBinary string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A String column given as bytes. */
  public RowBinary bytes(byte[] value) {
    count(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, buffer, sizeBytes, value.length);
    sizeBytes += value.length;
    return this;
  }

  /** Begins an Array: the number of its elements, which follow one after another. */
  public RowBinary array(int elements) {
    return count(elements);
  }

  /** Nullable(String). */
  public RowBinary nullableString(@Nullable String value) {
    return value == null ? bool(true) : bool(false).string(value);
  }

  /** Bool; also the mark before a Nullable, where 1 means null. */
  public RowBinary bool(boolean value) {
    ensure(1);
    buffer[sizeBytes++] = (byte) (value ? 1 : 0);
    return this;
  }

  /**
   * UInt16.
   *
   * @throws IllegalArgumentException when the value does not fit
   */
  public RowBinary uint16(int value) {
    if (value < 0 || value > UINT16_MAX) {
      throw new IllegalArgumentException(value + " does not fit into UInt16");
    }
    ensure(2);
    buffer[sizeBytes++] = (byte) value;
    buffer[sizeBytes++] = (byte) (value >>> 8);
    return this;
  }

  /** Nullable(UInt16). */
  public RowBinary nullableUint16(@Nullable Integer value) {
    return value == null ? bool(true) : bool(false).uint16(value);
  }

  /** Int32. */
  public RowBinary int32(int value) {
    ensure(4);
    for (int shift = 0; shift < 32; shift += 8) {
      buffer[sizeBytes++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Int64: amounts in minor units, versions, positions. */
  public RowBinary int64(long value) {
    ensure(8);
    for (int shift = 0; shift < 64; shift += 8) {
      buffer[sizeBytes++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Nullable(Int64). */
  public RowBinary nullableInt64(@Nullable Long value) {
    return value == null ? bool(true) : bool(false).int64(value);
  }

  /**
   * DateTime64(3, 'UTC').
   *
   * @param epochMs milliseconds since the epoch
   * @throws IllegalArgumentException outside 1970 to 2299: ClickHouse would clamp it in silence,
   *     and its month would not be the row's partition
   */
  public RowBinary dateTime64(long epochMs) {
    if (epochMs < 0 || epochMs > DATE_TIME_MS_MAX) {
      throw new IllegalArgumentException(epochMs + " ms is outside of our DateTime64");
    }
    return int64(epochMs);
  }

  /** Nullable(DateTime64(3, 'UTC')), milliseconds since the epoch. */
  public RowBinary nullableDateTime64(@Nullable Long epochMs) {
    return epochMs == null ? bool(true) : bool(false).dateTime64(epochMs);
  }

  /**
   * Date.
   *
   * @throws IllegalArgumentException outside 1970-01-01 to 2149-06-06, which Date cannot hold
   */
  public RowBinary date(LocalDate value) {
    long days = value.toEpochDay();
    if (days < 0 || days > DATE_DAYS_MAX) {
      throw new IllegalArgumentException(value + " is outside of ClickHouse's Date");
    }
    return uint16((int) days);
  }

  /** Nullable(Date). */
  public RowBinary nullableDate(@Nullable LocalDate value) {
    return value == null ? bool(true) : bool(false).date(value);
  }

  /** The month of a day as toYYYYMM gives it, such as 202611. */
  public static int month(LocalDate day) {
    return day.getYear() * 100 + day.getMonthValue();
  }

  /** The UTC month of an instant as toYYYYMM gives it. */
  public static int month(long epochMs) {
    return month(LocalDate.ofInstant(Instant.ofEpochMilli(epochMs), ZoneOffset.UTC));
  }

  /** A length as LEB128. */
  private RowBinary count(int value) {
    ensure(5);
    int rest = value;
    while (rest > 0x7F) {
      buffer[sizeBytes++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[sizeBytes++] = (byte) rest;
    return this;
  }

  private void ensure(int moreBytes) {
    if (buffer.length - sizeBytes < moreBytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, sizeBytes + moreBytes));
    }
  }
}
