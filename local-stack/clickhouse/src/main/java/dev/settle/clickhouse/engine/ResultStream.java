package dev.settle.clickhouse.engine;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a SELECT, block by block. Each block is formatted as a whole document, so it begins
 * with the format's header. {@link #close()} cancels what has not been read.
 */
public final class ResultStream implements AutoCloseable {
  private final Pointer connection;
  private @Nullable Pointer stream;
  private boolean isFinished;

  private ResultStream(Pointer connection, Pointer stream) {
    this.connection = connection;
    this.stream = stream;
  }

  static ResultStream of(Pointer connection, Pointer stream) throws EngineException {
    Pointer error = Chdb.chdb_result_error(stream);
    if (error != null) {
      String text = error.getString(0, "UTF-8");
      Chdb.chdb_destroy_query_result(stream);
      throw EngineException.of(text);
    }
    return new ResultStream(connection, stream);
  }

  /** The next block, or null at the end. The caller closes it. */
  public @Nullable EngineResult next() throws EngineException {
    Pointer open = stream;
    if (isFinished || open == null) {
      return null;
    }
    EngineResult block;
    try {
      block = EngineResult.of(Chdb.chdb_stream_fetch_result(connection, open));
    } catch (EngineException e) {
      isFinished = true;
      throw e;
    }
    if (block.length() == 0) {
      isFinished = true;
      block.close();
      return null;
    }
    return block;
  }

  @Override
  public void close() {
    Pointer open = stream;
    stream = null;
    if (open == null) {
      return;
    }
    if (!isFinished) {
      Chdb.chdb_stream_cancel_query(connection, open);
    }
    Chdb.chdb_destroy_query_result(open);
  }
}
