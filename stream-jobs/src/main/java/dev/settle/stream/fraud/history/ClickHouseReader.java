package dev.settle.stream.fraud.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Runs queries over HTTP and reads their rows as they come. The server answers only when a query
 * has ended well, so an error never stands in the middle of rows; a query's result is therefore
 * kept there, and must be a slice.
 */
final class ClickHouseReader {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(30);
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int ANSWER_LENGTH_MAX = 1_000;

  /** What is done with each row. */
  interface RowConsumer {
    /** Takes the next row; reads exactly its columns. */
    void accept(RowReader row) throws IOException, InterruptedException;
  }

  private final HistoryServer server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  ClickHouseReader(HistoryServer server) {
    this.server = server;
  }

  /**
   * Runs a query.
   *
   * @param sql that ends in FORMAT RowBinary
   * @param parameters of its placeholders
   * @throws HistoryException when it is refused or not answered
   */
  void read(String sql, Map<String, String> parameters, RowConsumer rows)
      throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder("/?wait_end_of_query=1");
    parameters.forEach(
        (name, value) ->
            query
                .append("&param_")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(query.toString()))
            .timeout(QUERY_TIMEOUT)
            .header("X-ClickHouse-User", server.user())
            .header("X-ClickHouse-Key", server.password())
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw HistoryException.unanswered(server, e);
    }
    try (InputStream body = new BufferedInputStream(response.body(), BUFFER_BYTES)) {
      if (response.statusCode() != 200
          || response.headers().firstValue("X-ClickHouse-Exception-Code").isPresent()) {
        String answer = new String(body.readNBytes(ANSWER_LENGTH_MAX), StandardCharsets.UTF_8);
        throw HistoryException.refused(server, answer.strip());
      }
      RowReader reader = new RowReader(body);
      while (reader.hasNext()) {
        rows.accept(reader);
      }
    }
  }
}
