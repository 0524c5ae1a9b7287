package dev.settle.clickhouse.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The C interface of libchdb 26.7.3, bound directly. Names are the library's own.
 *
 * <p>Handles are never null where the header says so; whoever gets one destroys it exactly once.
 */
final class Chdb {
  /** Size and layout of {@code chdb_query_analysis_v1}: four 32-bit fields. */
  static final int ANALYSIS_BYTES = 16;

  static final int ANALYSIS_COUNT_OFFSET = 4;
  static final int ANALYSIS_CLASS_OFFSET = 12;

  private Chdb() {}

  /** Loads the library and keeps it from taking the JVM's signal handlers. Once per process. */
  static void load(Path library) {
    Native.register(Chdb.class, NativeLibrary.getInstance(library.toString()));
    // The JVM turns SIGSEGV into NullPointerException; the engine's handler would end the process.
    chdb_set_signal_handlers_enabled(0);
  }

  static native void chdb_set_signal_handlers_enabled(int enabled);

  static native @Nullable Pointer chdb_connect(int argc, StringArray argv);

  static native void chdb_close_conn(Pointer connection);

  static native int chdb_shutdown();

  static native int chdb_classify_query_n(
      Pointer connection,
      byte[] sql,
      long sqlLength,
      @Nullable Pointer database,
      long databaseLength,
      Pointer analysis);

  static native Pointer chdb_query_with_params_n(
      Pointer connection,
      byte[] sql,
      long sqlLength,
      byte[] format,
      long formatLength,
      @Nullable Pointer names,
      @Nullable Pointer nameLengths,
      @Nullable Pointer values,
      @Nullable Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_query_with_params_n(
      Pointer connection,
      byte[] sql,
      long sqlLength,
      byte[] format,
      long formatLength,
      @Nullable Pointer names,
      @Nullable Pointer nameLengths,
      @Nullable Pointer values,
      @Nullable Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

  static native void chdb_stream_cancel_query(Pointer connection, Pointer stream);

  static native void chdb_destroy_query_result(Pointer result);

  static native Pointer chdb_stream_insert_with_params_n(
      Pointer connection,
      byte[] sql,
      long sqlLength,
      byte[] format,
      long formatLength,
      @Nullable Pointer names,
      @Nullable Pointer nameLengths,
      @Nullable Pointer values,
      @Nullable Pointer valueLengths,
      long count);

  static native int chdb_stream_append(Pointer stream, byte[] data, long length);

  static native Pointer chdb_stream_done(Pointer stream);

  static native @Nullable Pointer chdb_stream_insert_error(Pointer stream);

  static native void chdb_destroy_insert_stream(Pointer stream);

  static native @Nullable Pointer chdb_result_buffer(Pointer result);

  static native long chdb_result_length(Pointer result);

  static native @Nullable Pointer chdb_result_error(Pointer result);

  static native long chdb_result_rows_read(Pointer result);

  static native long chdb_result_bytes_read(Pointer result);

  static native long chdb_result_storage_rows_read(Pointer result);

  static native long chdb_result_storage_bytes_read(Pointer result);

  static native long chdb_result_rows_written(Pointer result);

  static native long chdb_result_bytes_written(Pointer result);
}
