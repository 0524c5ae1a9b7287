package dev.settle.clickhouse.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Bytes of a result in the engine's memory, formatted; freed by {@link #close()}. */
public final class EngineResult implements AutoCloseable {
  private static final int COPY_BYTES = 1 << 16;

  private @Nullable Pointer handle;
  private final @Nullable Pointer buffer;
  private final long length;
  private final QueryStatistics statistics;

  private EngineResult(Pointer handle) {
    this.handle = handle;
    this.buffer = Chdb.chdb_result_buffer(handle);
    this.length = buffer == null ? 0 : Chdb.chdb_result_length(handle);
    this.statistics =
        new QueryStatistics(
            Chdb.chdb_result_storage_rows_read(handle),
            Chdb.chdb_result_storage_bytes_read(handle),
            Chdb.chdb_result_rows_written(handle),
            Chdb.chdb_result_bytes_written(handle),
            Chdb.chdb_result_rows_read(handle),
            Chdb.chdb_result_bytes_read(handle));
  }

  /** Takes over the handle; frees it at once and throws when it holds an error. */
  static EngineResult of(Pointer handle) throws EngineException {
    Pointer error = Chdb.chdb_result_error(handle);
    if (error != null) {
      String text = error.getString(0, "UTF-8");
      if (!text.isEmpty()) {
        Chdb.chdb_destroy_query_result(handle);
        throw EngineException.of(text);
      }
    }
    return new EngineResult(handle);
  }

  /** The number of bytes. */
  public long length() {
    return length;
  }

  /** What was read and written. */
  public QueryStatistics statistics() {
    return statistics;
  }

  /** The first bytes, at most {@code limit} of them. */
  public byte[] head(int limit) {
    return buffer == null || length == 0
        ? new byte[0]
        : buffer.getByteArray(0, (int) Math.min(limit, length));
  }

  /** Writes the bytes from {@code offset} to the end. */
  public void writeTo(OutputStream out, long offset) throws IOException {
    if (buffer == null) {
      return;
    }
    byte[] part = new byte[(int) Math.min(COPY_BYTES, Math.max(0, length - offset))];
    for (long at = offset; at < length; ) {
      int count = (int) Math.min(part.length, length - at);
      buffer.read(at, part, 0, count);
      out.write(part, 0, count);
      at += count;
    }
  }

  @Override
  public void close() {
    Pointer open = handle;
    handle = null;
    if (open != null) {
      Chdb.chdb_destroy_query_result(open);
    }
  }
}
