package dev.settle.batch.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in ClickHouse's Native format, column by column: the form in which the server keeps them, so
 * that it takes them in at a fraction of what row by row costs it. A table's kind of block adds its
 * columns, each of which must get every row's value; the server binds them by name.
 */
public abstract class NativeBlock {
  /** Rows of a block at most: what the index of a dictionary of two bytes can tell apart. */
  public static final int ROWS_MAX = 1 << 16;

  private final List<NativeColumn> columns = new ArrayList<>();

  /** Adds a column, while the block is being made. */
  protected final <C extends NativeColumn> C column(C column) {
    columns.add(column);
    return column;
  }

  /** Number of rows, by the first column. */
  public final int rows() {
    return columns.get(0).rows();
  }

  /** Bytes of the values so far, about what {@link #writeTo} writes. */
  public final long size() {
    long size = 0;
    for (NativeColumn column : columns) {
      size += column.size();
    }
    return size;
  }

  /** Forgets the rows, keeps the memory. */
  public final void clear() {
    columns.forEach(NativeColumn::clear);
  }

  /** Writes the block. */
  public final void writeTo(OutputStream out) throws IOException {
    writeVarint(out, columns.size());
    writeVarint(out, rows());
    for (NativeColumn column : columns) {
      if (column.rows() != rows()) {
        throw new IllegalStateException(
            "column %s has %d values in a block of %d rows"
                .formatted(column.name(), column.rows(), rows()));
      }
      writeString(out, column.name());
      writeString(out, column.type());
      column.writeTo(out);
    }
  }

  private static void writeString(OutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(out, utf8.length);
    out.write(utf8);
  }

  private static void writeVarint(OutputStream out, int value) throws IOException {
    int rest = value;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
