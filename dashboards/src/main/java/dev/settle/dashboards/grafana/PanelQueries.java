package dev.settle.dashboards.grafana;

import dev.settle.dashboards.board.Chart;
import dev.settle.dashboards.board.ChartKind;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.board.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** One panel's SQL for Grafana: its own query, with what the drawing needs around it. */
final class PanelQueries {
  private final Panel panel;
  private final String sql;

  /**
   * With the variables in place of the parameters.
   *
   * @throws IllegalArgumentException when the query holds what Grafana would take for a variable
   */
  PanelQueries(Panel panel, Variables variables) {
    if (panel.sql().contains("$") || panel.sql().contains("[[")) {
      throw new IllegalArgumentException(
          "sql/"
              + panel.board()
              + "/"
              + panel.name()
              + ".sql: '$' and '[[' are Grafana's variables; write the query without them");
    }
    String text = panel.sql();
    for (Parameter parameter : panel.parameters()) {
      text =
          text.replaceAll(
              "\\{\\s*" + parameter.name() + "\\s*:\\s*\\w+\\s*}",
              Matcher.quoteReplacement(variables.expression(panel, parameter)));
    }
    this.panel = panel;
    this.sql = text;
  }

  /**
   * The rows. Amounts are text, since a browser's numbers are exact only up to 2^53. No amount is
   * an empty text, which the engine makes of a NULL where no part of a UNION has an amount.
   */
  String table() {
    List<String> exact = new ArrayList<>();
    panel.units().entrySet().stream()
        .filter(unit -> unit.getValue() instanceof Unit.MoneyIn)
        .map(unit -> unit.getKey())
        .sorted()
        .forEach(column -> exact.add("nullIf(toString(" + column + "), '') AS " + column));
    return exact.isEmpty()
        ? sql
        : "SELECT * REPLACE (" + String.join(", ", exact) + ")\nFROM\n(\n" + sql + "\n)";
  }

  /**
   * The columns that are drawn. Bars are named by text; amounts of different currencies are never
   * added or drawn as one series.
   */
  String chart() {
    Chart chart = panel.chart();
    String x = chart.x();
    if (chart.kind() == ChartKind.LINE) {
      String columns = x + ", " + String.join(", ", chart.y());
      String series = series();
      return "SELECT "
          + columns
          + (series == null ? "" : ", " + series + " AS drawn_series")
          + from()
          + "\nORDER BY "
          + x;
    }
    String series = series();
    if (series == null) {
      String currency = currency();
      // Several values side by side: the currency stands at their common name.
      String name = currency == null ? "toString(" + x + ")" : joined(x, currency);
      return "SELECT " + name + " AS drawn_name, " + String.join(", ", chart.y()) + from();
    }
    String y = chart.y().get(0);
    if (chart.series() == null) {
      return "SELECT toString("
          + x
          + ") AS drawn_name, "
          + series
          + " AS drawn_series, "
          + y
          + from();
    }
    return "SELECT toString("
        + x
        + ") AS drawn_name, "
        + series
        + " AS drawn_series, sum(drawn."
        + y
        + ") AS "
        + y
        + from()
        + " AS drawn\nGROUP BY drawn_name, drawn_series\nORDER BY drawn_name, drawn_series";
  }

  /** The text that tells the series apart, or null when each value column is one. */
  @Nullable String series() {
    String series = panel.chart().series();
    String currency = currency();
    if (series != null) {
      return currency == null || currency.equals(series)
          ? "toString(" + series + ")"
          : joined(series, currency);
    }
    return currency != null && panel.chart().y().size() == 1 ? "toString(" + currency + ")" : null;
  }

  /** The currency column of the drawn values; null when they are no money. */
  private @Nullable String currency() {
    for (String y : panel.chart().y()) {
      if (panel.units().get(y) instanceof Unit.MoneyIn money) {
        return money.currencyColumn();
      }
    }
    return null;
  }

  private static String joined(@Nullable String column, String currency) {
    return String.format(Locale.ROOT, "concat(toString(%s), ' ', toString(%s))", column, currency);
  }

  private String from() {
    return "\nFROM\n(\n" + sql + "\n)";
  }
}
