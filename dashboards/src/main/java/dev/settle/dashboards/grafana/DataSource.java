package dev.settle.dashboards.grafana;

import java.util.Map;

/** The data sources that {@code provisioning/datasources/settle.yaml} defines. */
enum DataSource {
  CLICKHOUSE("grafana-clickhouse-datasource", "settle-clickhouse"),
  PROMETHEUS("prometheus", "settle-prometheus");

  private final String type;
  private final String uid;

  DataSource(String type, String uid) {
    this.type = type;
    this.uid = uid;
  }

  /** How a panel names it. */
  Map<String, Object> reference() {
    return Map.of("type", type, "uid", uid);
  }
}
