package dev.settle.clickhouse.engine;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT that is fed with data. Only {@link #finish()} commits the last block; {@link #close()}
 * without it cancels, and blocks that were already written stay, as in any ClickHouse server.
 */
public final class InsertStream implements AutoCloseable {
  private @Nullable Pointer stream;

  private InsertStream(Pointer stream) {
    this.stream = stream;
  }

  static InsertStream of(Pointer stream) throws EngineException {
    String error = error(stream);
    if (error != null) {
      Chdb.chdb_destroy_insert_stream(stream);
      throw EngineException.of(error);
    }
    return new InsertStream(stream);
  }

  /** Appends the first {@code length} bytes; waits while the engine is behind. */
  public void append(byte[] data, int length) throws EngineException {
    Pointer open = open();
    if (Chdb.chdb_stream_append(open, data, length) != 0) {
      // The reason is complete only after the engine's worker has been joined.
      finish();
      throw new EngineException(
          EngineException.UNKNOWN_EXCEPTION, "The engine refused a part of the insert");
    }
  }

  /** Ends the data, waits until it is written and returns what was written. */
  public QueryStatistics finish() throws EngineException {
    try (EngineResult result = EngineResult.of(Chdb.chdb_stream_done(open()))) {
      return result.statistics();
    }
  }

  private Pointer open() {
    if (stream == null) {
      throw new IllegalStateException("insert stream is closed");
    }
    return stream;
  }

  private static @Nullable String error(Pointer stream) {
    Pointer error = Chdb.chdb_stream_insert_error(stream);
    String text = error == null ? "" : error.getString(0, "UTF-8");
    return text.isEmpty() ? null : text;
  }

  @Override
  public void close() {
    Pointer open = stream;
    stream = null;
    if (open != null) {
      Chdb.chdb_destroy_insert_stream(open);
    }
  }
}
