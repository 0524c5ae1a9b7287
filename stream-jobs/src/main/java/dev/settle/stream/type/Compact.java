package dev.settle.stream.type;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers and texts in as few bytes as they need: seven bits a byte, the lowest first. */
public final class Compact {
  private static final int LONG_MAX_SHIFT = 63;

  private Compact() {}

  /** Writes a number; small ones of either sign take one byte. */
  public static void writeNumber(long value, DataOutput target) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      target.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  /** Reads what {@link #writeNumber} wrote. */
  public static long readNumber(DataInput source) throws IOException {
    long value = 0;
    for (int shift = 0; shift <= LONG_MAX_SHIFT; shift += 7) {
      byte next = source.readByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /** Writes a text as UTF-8. */
  public static void writeText(String text, DataOutput target) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), target);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput source) throws IOException {
    byte[] bytes = readBytes(source);
    return bytes.length == 0 ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes a text or null. */
  public static void writeOptionalText(@Nullable String text, DataOutput target)
      throws IOException {
    if (text == null) {
      writeNumber(-1, target);
    } else {
      writeText(text, target);
    }
  }

  /** Reads what {@link #writeOptionalText} wrote. */
  public static @Nullable String readOptionalText(DataInput source) throws IOException {
    long length = readNumber(source);
    return length < 0 ? null : new String(bytes(length, source), StandardCharsets.UTF_8);
  }

  /** Writes bytes with their length. */
  public static void writeBytes(byte[] bytes, DataOutput target) throws IOException {
    writeNumber(bytes.length, target);
    target.write(bytes);
  }

  /** Reads what {@link #writeBytes} wrote. */
  public static byte[] readBytes(DataInput source) throws IOException {
    return bytes(readNumber(source), source);
  }

  private static byte[] bytes(long length, DataInput source) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(length)];
    source.readFully(bytes);
    return bytes;
  }
}
