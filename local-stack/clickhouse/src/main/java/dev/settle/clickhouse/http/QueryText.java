package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineException;
import dev.settle.clickhouse.sql.InsertHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query, which is the URL's parameter {@code query}, an end of line and the body. For
 * an INSERT with data only the head is read into memory.
 */
final class QueryText {
  /** The head of an INSERT must end within this much, as within ClickHouse's max_query_size. */
  private static final int HEAD_BYTES_MAX = 256 << 10;

  private static final int TEXT_BYTES_MAX = 64 << 20;
  private static final int QUERY_IS_TOO_LARGE = 66;

  private final byte[] sql;
  private final @Nullable String insertFormat;
  private final InputStream data;

  private QueryText(byte[] sql, @Nullable String insertFormat, InputStream data) {
    this.sql = sql;
    this.insertFormat = insertFormat;
    this.data = data;
  }

  /** The statement; of an INSERT with data, what stands before its FORMAT or VALUES. */
  byte[] sql() {
    return sql;
  }

  /** The data's format, or null if the statement has no data. */
  @Nullable String insertFormat() {
    return insertFormat;
  }

  /** The data of an INSERT. */
  InputStream data() {
    return data;
  }

  static QueryText read(QueryRequest request) throws IOException, EngineException {
    String parameter = request.parameters().text("query");
    InputStream body = request.body();
    byte[] start =
        parameter.isEmpty()
            ? body.readNBytes(HEAD_BYTES_MAX)
            : (parameter + '\n').getBytes(StandardCharsets.UTF_8);
    InsertHead head = InsertHead.parse(start);
    if (head != null) {
      int dataStart = Math.min(head.dataStart(), start.length);
      InputStream first = new ByteArrayInputStream(start, dataStart, start.length - dataStart);
      return new QueryText(
          Arrays.copyOf(start, head.headEnd()),
          head.format(),
          new SequenceInputStream(first, body));
    }
    byte[] rest = body.readNBytes(TEXT_BYTES_MAX - Math.min(start.length, TEXT_BYTES_MAX - 1));
    if (body.read() >= 0) {
      throw new EngineException(
          QUERY_IS_TOO_LARGE,
          "Query has more than " + TEXT_BYTES_MAX + " bytes. (QUERY_IS_TOO_LARGE)");
    }
    byte[] sql = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, sql, start.length, rest.length);
    return new QueryText(sql, null, InputStream.nullInputStream());
  }
}
