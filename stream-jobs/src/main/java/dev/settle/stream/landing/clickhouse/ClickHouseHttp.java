package dev.settle.stream.landing.clickhouse;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ClickHouse's HTTP interface as far as the sink needs it: insert a prepared body, run a statement.
 * The JDK's client, because the body is already in ClickHouse's own framing and every setting of
 * the request must be explicit. Makes one attempt; who calls decides about another.
 */
final class ClickHouseHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern WRITTEN_ROWS =
      Pattern.compile("\"written_rows\"\\s*:\\s*\"(\\d+)\"");

  private final ClickHouseAddress address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  ClickHouseHttp(ClickHouseAddress address) {
    this.address = address;
  }

  /**
   * Sends data in the native compressed framing.
   *
   * @param statement INSERT … FORMAT RowBinary
   * @param settings of this request
   * @return rows that ClickHouse says it wrote, with those in views; empty when it does not say
   * @throws ClickHouseException when it was refused or not answered
   */
  OptionalLong insert(String statement, Map<String, String> settings, byte[] body)
      throws ClickHouseException, InterruptedException {
    Map<String, String> parameters = new TreeMap<>(settings);
    parameters.put("query", statement);
    parameters.put("decompress", "1");
    HttpResponse<String> response = send(parameters, HttpRequest.BodyPublishers.ofByteArray(body));
    Matcher written =
        WRITTEN_ROWS.matcher(response.headers().firstValue("X-ClickHouse-Summary").orElse(""));
    return written.find()
        ? OptionalLong.of(Long.parseLong(written.group(1)))
        : OptionalLong.empty();
  }

  /**
   * Runs a statement.
   *
   * @return its result as ClickHouse's TabSeparated text
   * @throws ClickHouseException when it was refused or not answered
   */
  String execute(String statement) throws ClickHouseException, InterruptedException {
    return send(
            Map.of("wait_end_of_query", "1", "default_format", "TabSeparated"),
            HttpRequest.BodyPublishers.ofString(statement))
        .body();
  }

  private HttpResponse<String> send(Map<String, String> parameters, HttpRequest.BodyPublisher body)
      throws ClickHouseException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.url().resolve("/?" + query(parameters)))
            .timeout(REQUEST_TIMEOUT)
            .header("X-ClickHouse-User", address.user())
            .header("X-ClickHouse-Key", address.password())
            .POST(body)
            .build();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ClickHouseException.unanswered(address, e);
    }
    int code = code(response);
    if (response.statusCode() != 200 || code != 0) {
      throw ClickHouseException.refused(response.statusCode(), code, response.body());
    }
    return response;
  }

  private static int code(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("X-ClickHouse-Exception-Code")
        .map(Integer::valueOf)
        .orElse(0);
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }
}
