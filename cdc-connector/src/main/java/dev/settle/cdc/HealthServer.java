package dev.settle.cdc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Serves {@code GET /health} (200 while capturing, else 503; JSON) and {@code GET /metrics}
 * (Prometheus text).
 */
final class HealthServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final CaptureMetrics metrics;

  private HealthServer(HttpServer server, CaptureMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  /**
   * Binds and serves.
   *
   * @throws IOException when the port is taken
   */
  static HealthServer start(String host, int port, CaptureMetrics metrics) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    HealthServer health = new HealthServer(server, metrics);
    server.createContext("/health", health::health);
    server.createContext("/metrics", health::metrics);
    server.start();
    return health;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean capturing = metrics.capturing();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", capturing ? "UP" : "DOWN");
    body.put("phase", metrics.phase().name());
    body.put("detail", metrics.detail());
    body.put("rows", metrics.publishedRows());
    answer(
        exchange, capturing ? 200 : 503, "application/json", JSON.writeValueAsString(body) + "\n");
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.prometheus());
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
