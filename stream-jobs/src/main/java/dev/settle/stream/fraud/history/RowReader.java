package dev.settle.stream.fraud.history;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the columns of ClickHouse's RowBinary one after another. */
final class RowReader {
  private final InputStream in;

  /** The input must support marks. */
  RowReader(InputStream in) {
    this.in = in;
  }

  /** False at the end of the rows. */
  boolean hasNext() throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first >= 0;
  }

  /** UInt8 that is zero or not. */
  boolean bool() throws IOException {
    return oneByte() != 0;
  }

  /** Int64. */
  long int64() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      value |= (long) oneByte() << shift;
    }
    return value;
  }

  /** String. */
  String string() throws IOException {
    int length = 0;
    int next;
    int shift = 0;
    do {
      next = oneByte();
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next >= 0x80 && shift < Integer.SIZE);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a row was cut");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int oneByte() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("a row was cut");
    }
    return next;
  }
}
