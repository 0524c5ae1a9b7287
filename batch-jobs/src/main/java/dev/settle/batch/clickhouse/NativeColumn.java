package dev.settle.batch.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one column of a {@link NativeBlock}: numbers in little-endian order. */
public abstract sealed class NativeColumn {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final String type;
  private byte[] bytes = new byte[4096];
  private int length;
  private int rows;

  private NativeColumn(String name, String type) {
    this.name = name;
    this.type = type;
  }

  final String name() {
    return name;
  }

  final String type() {
    return type;
  }

  final int rows() {
    return rows;
  }

  final int size() {
    return length;
  }

  void clear() {
    length = 0;
    rows = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Makes room for a value of so many bytes at the end, and gives its place. */
  final int grow(int count) {
    int at = length;
    if (at + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + count, bytes.length * 2));
    }
    length = at + count;
    rows++;
    return at;
  }

  /** An Int64 or a DateTime64. */
  public static final class Longs extends NativeColumn {
    /** A column of this type, such as {@code DateTime64(3, 'UTC')}. */
    public Longs(String name, String type) {
      super(name, type);
    }

    /** Adds a value. */
    public void add(long value) {
      int at = grow(Long.BYTES);
      LONGS.set(super.bytes, at, value);
    }
  }

  /** A UInt32. */
  public static final class Ints extends NativeColumn {
    /** A column of type UInt32. */
    public Ints(String name) {
      super(name, "UInt32");
    }

    /** Adds a value. */
    public void add(int value) {
      int at = grow(Integer.BYTES);
      INTS.set(super.bytes, at, value);
    }
  }

  /** A Date. */
  public static final class Dates extends NativeColumn {
    /** A column of type Date. */
    public Dates(String name) {
      super(name, "Date");
    }

    /** Adds the same value so many times. */
    public void fill(LocalDate value, int count) {
      for (int i = 0; i < count; i++) {
        int at = grow(Short.BYTES);
        SHORTS.set(super.bytes, at, (short) value.toEpochDay());
      }
    }
  }

  /** A String. */
  public static final class Strings extends NativeColumn {
    /** A column of type String. */
    public Strings(String name) {
      super(name, "String");
    }

    /** Adds a value; null is the empty string. */
    public void add(@Nullable String value) {
      addUtf8(value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8));
    }

    private void addUtf8(byte[] utf8) {
      int lengthBytes = varintBytes(utf8.length);
      int at = grow(lengthBytes + utf8.length);
      int rest = utf8.length;
      for (int i = 0; i < lengthBytes; i++) {
        super.bytes[at + i] = (byte) (i + 1 < lengthBytes ? (rest & 0x7F) | 0x80 : rest);
        rest >>>= 7;
      }
      System.arraycopy(utf8, 0, super.bytes, at + lengthBytes, utf8.length);
    }

    private static int varintBytes(int value) {
      return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
    }
  }

  /**
   * A LowCardinality(String): each distinct value once, and its number, of two bytes, in every row.
   */
  public static final class Words extends NativeColumn {
    /** One dictionary for all rows, of the kind that travels with its block. */
    private static final long SHARED_DICTIONARY_VERSION = 1;

    /** Numbers of two bytes (1); the keys follow (bit 9), and are the block's own (bit 10). */
    private static final long SHORT_INDEX_WITH_KEYS = 1L | 1L << 9 | 1L << 10;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private String last = "";
    private int lastNumber = -1;

    /** A column of type LowCardinality(String). */
    public Words(String name) {
      super(name, "LowCardinality(String)");
    }

    /** Adds a value. */
    public void add(String value) {
      if (lastNumber < 0 || !value.equals(last)) {
        lastNumber = numberOf(value);
        last = value;
      }
      int at = grow(Short.BYTES);
      SHORTS.set(super.bytes, at, (short) lastNumber);
    }

    /** Adds the same value so many times. */
    public void fill(String value, int count) {
      for (int i = 0; i < count; i++) {
        add(value);
      }
    }

    private int numberOf(String value) {
      Integer known = numbers.get(value);
      if (known != null) {
        return known;
      }
      numbers.put(value, numbers.size());
      return numbers.size() - 1;
    }

    @Override
    void clear() {
      super.clear();
      numbers.clear();
      lastNumber = -1;
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
      Strings keys = new Strings("keys");
      numbers.keySet().forEach(keys::add);
      writeLong(out, SHARED_DICTIONARY_VERSION);
      writeLong(out, SHORT_INDEX_WITH_KEYS);
      writeLong(out, keys.rows());
      keys.writeTo(out);
      writeLong(out, rows());
      super.writeTo(out);
    }

    private static void writeLong(OutputStream out, long value) throws IOException {
      byte[] bytes = new byte[Long.BYTES];
      LONGS.set(bytes, 0, value);
      out.write(bytes);
    }
  }
}
