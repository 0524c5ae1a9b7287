package dev.settle.dashboards.grafana;

import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.ChartKind;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Unit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One board as a Grafana dashboard: beside each drawing its rows, exact. */
final class BoardDashboard {
  private static final int HEIGHT = 9;
  private static final String MONEY_NOTE =
      " Amounts are exact integers of the minor unit of the currency in the same row.";

  private final Board board;
  private final ZoneId zone;
  private final Variables variables;

  BoardDashboard(Board board, ZoneId zone) {
    this.board = board;
    this.zone = zone;
    this.variables = new Variables(board, zone);
  }

  /** The dashboard's JSON model. */
  Map<String, Object> model() {
    List<Map<String, Object>> panels = new ArrayList<>();
    int y = 0;
    for (Panel panel : board.panels()) {
      PanelQueries queries = new PanelQueries(panel, variables);
      boolean drawn = panel.chart().kind() != ChartKind.TABLE;
      if (drawn) {
        panels.add(drawing(panel, queries, panels.size() + 1, y));
      }
      panels.add(rows(panel, queries, panels.size() + 1, drawn ? 12 : 0, y));
      y += HEIGHT;
    }
    return Dashboard.model(
        board.name(),
        board.title(),
        zone.getId(),
        refresh(),
        variables.time(),
        variables.templating(),
        panels);
  }

  private String refresh() {
    return board.panels().stream()
        .map(Panel::refresh)
        .filter(Objects::nonNull)
        .min(Duration::compareTo)
        .map(shortest -> shortest.toSeconds() + "s")
        .orElse("");
  }

  private static Map<String, Object> drawing(Panel panel, PanelQueries queries, int id, int y) {
    ChartKind kind = panel.chart().kind();
    Map<String, Object> drawing =
        switch (kind) {
          case LINE -> panel(panel, "timeseries", id, 0, y, 12, queries.chart());
          case BAR, STACKED -> panel(panel, "barchart", id, 0, y, 12, queries.chart());
          case TABLE -> throw new IllegalArgumentException(panel.name() + " has no drawing");
        };
    if (queries.series() != null) {
      drawing.put("transformations", List.of(series(panel)));
    }
    Map<String, Object> defaults = new LinkedHashMap<>();
    Unit unit = panel.units().get(panel.chart().y().get(0));
    if (unit != null) {
      defaults.put("unit", unit(unit));
    }
    defaults.put(
        "custom",
        Map.of("stacking", Map.of("mode", kind == ChartKind.STACKED ? "normal" : "none")));
    drawing.put("fieldConfig", Map.of("defaults", defaults, "overrides", List.of()));
    drawing.put("options", Map.of("legend", Map.of("displayMode", "list", "placement", "bottom")));
    return drawing;
  }

  /** One column or frame for each value of {@code drawn_series}. */
  private static Map<String, Object> series(Panel panel) {
    if (panel.chart().kind() == ChartKind.LINE) {
      return Map.of(
          "id",
          "partitionByValues",
          "options",
          Map.of("fields", List.of("drawn_series"), "keepFields", false));
    }
    return Map.of(
        "id",
        "groupingToMatrix",
        "options",
        Map.of(
            "rowField",
            "drawn_name",
            "columnField",
            "drawn_series",
            "valueField",
            panel.chart().y().get(0)));
  }

  private static Map<String, Object> rows(Panel panel, PanelQueries queries, int id, int x, int y) {
    Map<String, Object> rows = panel(panel, "table", id, x, y, 24 - x, queries.table());
    List<Map<String, Object>> overrides = new ArrayList<>();
    new TreeMap<>(panel.units())
        .forEach(
            (column, unit) ->
                overrides.add(
                    Map.of(
                        "matcher",
                        Map.of("id", "byName", "options", column),
                        "properties",
                        List.of(property(column, unit)))));
    rows.put("fieldConfig", Map.of("defaults", Map.of(), "overrides", overrides));
    rows.put("options", Map.of("showHeader", true));
    return rows;
  }

  private static Map<String, Object> property(String column, Unit unit) {
    return unit instanceof Unit.Named named
        ? Map.of("id", "unit", "value", word(named))
        : Map.of("id", "displayName", "value", column + " (minor units)");
  }

  private static String unit(Unit unit) {
    return unit instanceof Unit.Named named ? word(named) : "suffix: minor units";
  }

  private static String word(Unit.Named unit) {
    return unit.text().equals("ms") ? "ms" : "suffix: " + unit.text();
  }

  private static Map<String, Object> panel(
      Panel panel, String type, int id, int x, int y, int width, String sql) {
    boolean money = panel.units().values().stream().anyMatch(Unit.MoneyIn.class::isInstance);
    Map<String, Object> model =
        Dashboard.panel(
            id,
            type,
            panel.title(),
            panel.question() + (money ? MONEY_NOTE : ""),
            Dashboard.grid(x, y, width, HEIGHT),
            DataSource.CLICKHOUSE);
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("refId", "A");
    target.put("datasource", DataSource.CLICKHOUSE.reference());
    target.put("pluginVersion", "4.0.0");
    target.put("editorType", "sql");
    target.put("queryType", "table");
    target.put("format", 1);
    target.put("rawSql", sql);
    model.put("targets", List.of(target));
    return model;
  }
}
