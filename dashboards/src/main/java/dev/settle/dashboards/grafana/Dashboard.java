package dev.settle.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all generated dashboards share of Grafana's JSON model. */
final class Dashboard {
  /** Of Grafana 11; newer ones migrate it when they load it. */
  private static final int SCHEMA_VERSION = 39;

  private Dashboard() {}

  static Map<String, Object> model(
      String name,
      String title,
      String zone,
      String refresh,
      Map<String, Object> time,
      List<Map<String, Object>> variables,
      List<Map<String, Object>> panels) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("uid", "settle-" + name);
    model.put("title", title);
    model.put("tags", List.of("settle"));
    model.put("editable", false);
    model.put("schemaVersion", SCHEMA_VERSION);
    model.put("timezone", zone);
    model.put("refresh", refresh);
    model.put("time", time);
    model.put("templating", Map.of("list", variables));
    model.put("panels", panels);
    return model;
  }

  static Map<String, Object> panel(
      int id,
      String type,
      String title,
      String description,
      Map<String, Object> grid,
      DataSource source) {
    Map<String, Object> panel = new LinkedHashMap<>();
    panel.put("id", id);
    panel.put("type", type);
    panel.put("title", title);
    panel.put("description", description);
    panel.put("gridPos", grid);
    panel.put("datasource", source.reference());
    return panel;
  }

  /** A place on Grafana's grid, 24 columns wide. */
  static Map<String, Object> grid(int x, int y, int width, int height) {
    Map<String, Object> grid = new LinkedHashMap<>();
    grid.put("x", x);
    grid.put("y", y);
    grid.put("w", width);
    grid.put("h", height);
    return grid;
  }
}
