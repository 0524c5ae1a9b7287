package dev.settle.clickhouse.http;

import dev.settle.clickhouse.codec.BlockInputStream;
import dev.settle.clickhouse.codec.ContentCoding;
import dev.settle.clickhouse.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A query as it came over HTTP.
 *
 * @param user who asks
 * @param parameters the URL's parameters
 * @param headers the request's headers
 * @param method the HTTP method
 * @param body the body with all encodings undone
 */
record QueryRequest(
    Users.User user,
    RequestParameters parameters,
    HttpFields headers,
    String method,
    InputStream body) {
  private static final int NOT_IMPLEMENTED = 48;
  private static final int UNKNOWN_COMPRESSION_METHOD = 89;

  static QueryRequest of(Request request, RequestParameters parameters, Users users)
      throws EngineException, IOException {
    HttpFields headers = request.getHeaders();
    Users.User user = users.authenticate(headers, parameters.control());
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.startsWith("multipart/")) {
      throw new EngineException(
          NOT_IMPLEMENTED, "External tables in multipart bodies are not served. (NOT_IMPLEMENTED)");
    }
    InputStream body = decoded(Content.Source.asInputStream(request), headers);
    return new QueryRequest(
        user,
        parameters,
        headers,
        request.getMethod(),
        parameters.isOn("decompress") ? new BlockInputStream(body) : body);
  }

  private static InputStream decoded(InputStream in, HttpFields headers)
      throws EngineException, IOException {
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return in;
    }
    Optional<ContentCoding> coding = ContentCoding.named(encoding);
    if (coding.isEmpty()) {
      throw new EngineException(
          UNKNOWN_COMPRESSION_METHOD,
          "Unknown Content-Encoding '"
              + encoding
              + "': use gzip, deflate, lz4 or zstd."
              + " (UNKNOWN_COMPRESSION_METHOD)");
    }
    return coding.get().decode(in);
  }

  /** GET and HEAD must not change anything. */
  boolean isSafeMethod() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The database that unqualified names refer to, or empty. */
  String database() {
    String database = parameters.text("database");
    String header = headers.get("X-ClickHouse-Database");
    return database.isEmpty() && header != null ? header : database;
  }

  /** The format of a result whose query names none. */
  String defaultFormat() {
    String format = parameters.text("default_format");
    if (!format.isEmpty()) {
      return format;
    }
    String header = headers.get("X-ClickHouse-Format");
    return header == null || header.isEmpty() ? "TabSeparated" : header;
  }
}
