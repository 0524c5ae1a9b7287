package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * Flink's Prometheus reporter on one address instead of all interfaces. It lives in Flink's package
 * because the registry of what there is to report is visible only there.
 *
 * <p>A port that is taken leaves the process without metrics; Flink logs it and goes on.
 */
public final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
  private final HTTPServer server;

  LoopbackPrometheusReporter(String host, int port) {
    try {
      server = new HTTPServer(new InetSocketAddress(host, port), registry, true);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics cannot be served at " + host + ":" + port, e);
    }
    log.info("Metrics for Prometheus at http://{}:{}/metrics", host, port);
  }

  @Override
  public void close() {
    server.stop();
    super.close();
  }
}
