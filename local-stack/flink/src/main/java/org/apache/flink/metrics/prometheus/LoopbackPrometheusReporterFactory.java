package org.apache.flink.metrics.prometheus;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter from its settings {@code host} (127.0.0.1 unless told) and {@code port}. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
  private static final String DEFAULT_HOST = "127.0.0.1";

  @Override
  public LoopbackPrometheusReporter createMetricReporter(Properties settings) {
    // Flink's MetricConfig may hold numbers as they are, which getProperty would not give.
    Object port = settings.getOrDefault("port", "");
    try {
      return new LoopbackPrometheusReporter(
          settings.getProperty("host", DEFAULT_HOST), Integer.parseInt(port.toString()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metrics.reporter.NAME.port is '" + port + "', not a port", e);
    }
  }
}
