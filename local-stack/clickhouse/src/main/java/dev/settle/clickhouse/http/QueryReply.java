package dev.settle.clickhouse.http;

import dev.settle.clickhouse.codec.BlockOutputStream;
import dev.settle.clickhouse.codec.ContentCoding;
import dev.settle.clickhouse.engine.QueryStatistics;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The answer to one query: headers, body, summary. */
final class QueryReply {
  private final Response response;
  private final QueryRequest request;
  private final ResponseBody body;
  private final long startNanos = System.nanoTime();
  private QueryStatistics statistics = QueryStatistics.NONE;

  QueryReply(Response response, QueryRequest request) {
    this.response = response;
    this.request = request;
    this.body =
        new ResponseBody(
            response, request.parameters().isOn("wait_end_of_query"), this::writeSummary);
  }

  /** Counts a part of the query into the summary, which goes out with the first bytes. */
  void count(QueryStatistics part) {
    statistics = statistics.plus(part);
  }

  /** Begins a result in this format, compressed as the client asked. Closing it ends the reply. */
  OutputStream begin(String format) throws IOException {
    response.getHeaders().put("X-ClickHouse-Format", format);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType(format));
    if (request.parameters().isOn("compress")) {
      return new BlockOutputStream(body, blockMethod());
    }
    ContentCoding coding = contentCoding();
    if (coding == null) {
      return body;
    }
    response.getHeaders().put(HttpHeader.CONTENT_ENCODING, coding.token());
    return coding.encode(body);
  }

  /** Ends a reply that has no result. */
  void endEmpty() throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    body.close();
  }

  /** Drops what was gathered, so that an error can be answered or the connection cut. */
  void discard() throws IOException {
    body.discard();
  }

  private BlockOutputStream.Method blockMethod() {
    String method = request.parameters().settings().getOrDefault("network_compression_method", "");
    return method.equalsIgnoreCase("ZSTD")
        ? BlockOutputStream.Method.ZSTD
        : BlockOutputStream.Method.LZ4;
  }

  private @Nullable ContentCoding contentCoding() {
    String accepted = request.headers().get(HttpHeader.ACCEPT_ENCODING);
    if (accepted == null || !request.parameters().isSettingOn("enable_http_compression")) {
      return null;
    }
    Optional<ContentCoding> coding = ContentCoding.accepted(accepted);
    return coding.orElse(null);
  }

  private static String contentType(String format) {
    String name = format.toLowerCase(Locale.ROOT);
    if (name.startsWith("json")) {
      return "application/json; charset=UTF-8";
    }
    if (name.startsWith("csv")) {
      return "text/csv; charset=UTF-8; header="
          + (name.contains("withnames") ? "present" : "absent");
    }
    if (name.startsWith("tsv") || name.startsWith("tabseparated")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    boolean isText = name.startsWith("pretty") || name.equals("vertical") || name.equals("values");
    return isText ? "text/plain; charset=UTF-8" : "application/octet-stream";
  }

  private void writeSummary() {
    String summary =
        "{\"read_rows\":\""
            + statistics.readRows()
            + "\",\"read_bytes\":\""
            + statistics.readBytes()
            + "\",\"written_rows\":\""
            + statistics.writtenRows()
            + "\",\"written_bytes\":\""
            + statistics.writtenBytes()
            + "\",\"total_rows_to_read\":\"0\",\"result_rows\":\""
            + Math.max(statistics.resultRows(), statistics.writtenRows())
            + "\",\"result_bytes\":\""
            + Math.max(statistics.resultBytes(), statistics.writtenBytes())
            + "\",\"elapsed_ns\":\""
            + (System.nanoTime() - startNanos)
            + "\"}";
    response.getHeaders().put(new HttpField("X-ClickHouse-Summary", summary));
  }
}
