package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What Prometheus gets of the server. */
class MetricsIT {
  @Test
  void shouldGivePrometheusWhatTheDocsNameAndNothingElseOfTheActuator() throws Exception {
    DashboardConfig config =
        new DashboardConfig(
            0,
            new ClickHouseAddress("http://127.0.0.1:1", "readonly", ""),
            ZoneId.of("UTC"),
            Boards.PACKED,
            AccessConfig.loopback());
    try (ConfigurableApplicationContext server = DashboardApplication.start(config)) {
      String base = "http://127.0.0.1:" + DashboardApplication.port(server);
      assertThat(get(base + "/api/query/ledger/zero-sum").statusCode()).isEqualTo(503);

      HttpResponse<String> metrics = get(base + "/metrics");

      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
      assertThat(metrics.body())
          .containsPattern(
              "http_server_requests_seconds_count\\{.*status=\"503\",uri=\"/api/query/\\{board}/\\{name}\"} 1");
      String docs = Files.readString(Path.of("../docs/metrics.md"));
      List<String> documented =
          Pattern.compile("`((?:http|jvm|process)_\\w+)`")
              .matcher(docs)
              .results()
              .map(MatchResult::group)
              .map(name -> name.replace("`", ""))
              .toList();
      assertThat(documented).hasSizeGreaterThan(4);
      assertThat(documented).allSatisfy(name -> assertThat(metrics.body()).contains("\n" + name));
      for (String other : List.of("/env", "/beans", "/heapdump", "/actuator", "/prometheus")) {
        assertThat(get(base + other).statusCode()).as(other).isEqualTo(404);
      }
    }
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
