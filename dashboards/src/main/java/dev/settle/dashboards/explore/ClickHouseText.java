package dev.settle.dashboards.explore;

import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.query.QueryException;
import dev.settle.dashboards.query.QueryLimits;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * ClickHouse's HTTP interface for one statement with every value as text. The driver that the
 * boards use has no way to stop a running request; closing this one's connection stops it, and a
 * ClickHouse server then stops the query ({@code cancel_http_readonly_queries_on_client_close}).
 */
final class ClickHouseText {
  static final String FORMAT = "JSONCompactStringsEachRowWithNamesAndTypes";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ClickHouseAddress address;
  private final QueryLimits limits;
  private final String database;

  ClickHouseText(ClickHouseAddress address, QueryLimits limits, String database) {
    this.address = address;
    this.limits = limits;
    this.database = database;
  }

  /**
   * Sends a statement; cancelling the future closes the connection. It is done with the whole
   * answer, and has no end of its own: whoever waits gives up after {@link #waitMax}.
   */
  CompletableFuture<HttpResponse<byte[]>> send(String sql) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.url() + "/?" + query()))
            .header("X-ClickHouse-User", address.user())
            .header("X-ClickHouse-Key", address.password())
            .POST(BodyPublishers.ofString(sql))
            .build();
    return http.sendAsync(request, head -> new BoundedBody(bytesMax()));
  }

  /** From sending a statement to the last byte of its answer; ClickHouse itself stops earlier. */
  Duration waitMax() {
    return limits.time().multipliedBy(2);
  }

  /**
   * The answer's text.
   *
   * @throws QueryException when it is longer than the limit
   */
  String body(HttpResponse<byte[]> response) {
    if (response.body().length > bytesMax()) {
      throw limits.exceeded();
    }
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private int bytesMax() {
    // A text is longer than the bytes that the limit counts in ClickHouse: quotes, names, types.
    return Math.toIntExact(limits.resultBytesMax() * 2);
  }

  private String query() {
    Map<String, String> settings = new LinkedHashMap<>(limits.settings());
    settings.put("database", database);
    settings.put("default_format", FORMAT);
    settings.put("query_id", UUID.randomUUID().toString());
    settings.put("cancel_http_readonly_queries_on_client_close", "1");
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
