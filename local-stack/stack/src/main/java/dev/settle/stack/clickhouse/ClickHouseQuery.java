package dev.settle.stack.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends a query to ClickHouse over HTTP and streams the result as it comes. */
public final class ClickHouseQuery {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final String url;
  private final String user;
  private final String password;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** For the server at this address. */
  public ClickHouseQuery(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * Runs a query.
   *
   * @param sql the query
   * @param format ClickHouse's name of the output format, for a query that names none
   * @param out where the result goes
   * @throws ClickHouseQueryException when ClickHouse refuses or fails the query, with its own
   *     message
   * @throws IOException when it cannot be reached, or the connection breaks in mid-result
   */
  public void run(String sql, String format, OutputStream out)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(url + "/?default_format=" + URLEncoder.encode(format, StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("X-ClickHouse-User", user)
            .POST(BodyPublishers.ofString(sql, StandardCharsets.UTF_8));
    if (!password.isEmpty()) {
      request.header("X-ClickHouse-Key", password);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new ClickHouseQueryException(
            new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
      }
      body.transferTo(out);
      out.flush();
    }
  }
}
