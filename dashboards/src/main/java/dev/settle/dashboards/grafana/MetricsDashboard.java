package dev.settle.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The pipeline's own metrics over Prometheus: {@code grafana/metrics.json}, laid out. */
final class MetricsDashboard {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 8;
  private static final int HEIGHT = 8;

  /**
   * One drawing.
   *
   * @param title what it shows
   * @param unit Grafana's id of the unit
   * @param legend of each series, with labels as {@code {{label}}}
   * @param expr PromQL
   */
  record Metric(String title, String unit, String legend, String expr) {}

  private MetricsDashboard() {}

  /** The drawings as the file has them. */
  static List<Metric> metrics(JsonMapper json) {
    return json.readValue(Resources.text("metrics.json"), new TypeReference<List<Metric>>() {});
  }

  /** The dashboard's JSON model. */
  static Map<String, Object> model(JsonMapper json) {
    List<Map<String, Object>> panels = new ArrayList<>();
    for (Metric metric : metrics(json)) {
      int place = panels.size();
      Map<String, Object> panel =
          Dashboard.panel(
              place + 1,
              "timeseries",
              metric.title(),
              "Meaning and normal values: docs/metrics.md",
              Dashboard.grid(place % COLUMNS * WIDTH, place / COLUMNS * HEIGHT, WIDTH, HEIGHT),
              DataSource.PROMETHEUS);
      Map<String, Object> target = new LinkedHashMap<>();
      target.put("refId", "A");
      target.put("datasource", DataSource.PROMETHEUS.reference());
      target.put("expr", metric.expr());
      target.put("legendFormat", metric.legend());
      panel.put("targets", List.of(target));
      panel.put(
          "fieldConfig", Map.of("defaults", Map.of("unit", metric.unit()), "overrides", List.of()));
      panels.add(panel);
    }
    return Dashboard.model(
        "metrics",
        "Pipeline metrics",
        "browser",
        "10s",
        Map.of("from", "now-1h", "to", "now"),
        List.of(),
        panels);
  }
}
