package dev.settle.dashboards.grafana;

import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.board.ParameterType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A board's parameters as a Grafana dashboard's variables. Panels that use the same name with the
 * same default share one; another default gets a variable of its own, named after its panel. The
 * dates {@code from} and {@code to} are the dashboard's time range.
 */
final class Variables {
  /** Days that a date's list offers. */
  private static final int DAYS_OFFERED = 400;

  private final ZoneId zone;
  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final List<Parameter> range = new ArrayList<>();

  Variables(Board board, ZoneId zone) {
    this.zone = zone;
    for (Panel panel : board.panels()) {
      for (Parameter parameter : panel.parameters()) {
        if (isRange(parameter)) {
          range.add(parameter);
        } else if (isAnother(byName.get(parameter.name()), parameter)) {
          byName.put(ownName(panel, parameter), parameter);
        } else {
          byName.putIfAbsent(parameter.name(), parameter);
        }
      }
    }
  }

  private static boolean isRange(Parameter parameter) {
    return parameter.type() == ParameterType.DATE
        && (parameter.name().equals("from") || parameter.name().equals("to"));
  }

  private static boolean isAnother(@Nullable Parameter known, Parameter parameter) {
    return known != null
        && !(known.type() == parameter.type()
            && known.defaultText().equals(parameter.defaultText()));
  }

  private static String ownName(Panel panel, Parameter parameter) {
    return parameter.name() + "_" + panel.name().replace('-', '_');
  }

  /**
   * What stands in the query for a parameter: an expression of its type. A value reaches ClickHouse
   * percent-encoded, that is without any character that could end the literal, and is decoded by
   * ClickHouse. Grafana's {@code sqlstring} would not do: it doubles quotes, but ClickHouse also
   * takes backslashes for escapes.
   */
  String expression(Panel panel, Parameter parameter) {
    if (isRange(parameter)) {
      return "toDate(toDateTime(${__" + parameter.name() + ":date:seconds}, '" + zone + "'))";
    }
    Parameter shared = Objects.requireNonNull(byName.get(parameter.name()));
    String name = isAnother(shared, parameter) ? ownName(panel, parameter) : parameter.name();
    String text = "decodeURLComponent('${" + name + ":percentencode}')";
    return switch (parameter.type()) {
      case STRING -> text;
      case NUMBER -> "toUInt32(" + text + ")";
      case DATE -> "toDate(" + text + ")";
    };
  }

  /** The dashboard's {@code templating.list}. */
  List<Map<String, Object>> templating() {
    List<Map<String, Object>> list = new ArrayList<>();
    byName.forEach(
        (name, parameter) ->
            list.add(
                parameter.type() == ParameterType.DATE
                    ? dates(name, parameter)
                    : textBox(name, parameter)));
    return list;
  }

  private static Map<String, Object> textBox(String name, Parameter parameter) {
    String value = parameter.defaultText();
    Map<String, Object> option = Map.of("selected", true, "text", value, "value", value);
    Map<String, Object> variable = named("textbox", name, parameter);
    variable.put("query", value);
    variable.put("current", option);
    variable.put("options", List.of(option));
    return variable;
  }

  /** Grafana has no default that moves with the day, but it takes the first of a query's rows. */
  private Map<String, Object> dates(String name, Parameter parameter) {
    String today = "toDate(now('" + zone + "'))";
    String first;
    if (parameter.defaultText().startsWith("today")) {
      // Any day will do: only the distance counts.
      LocalDate day = LocalDate.EPOCH.plusYears(1);
      LocalDate value = LocalDate.parse(parameter.type().toBind(parameter.defaultText(), day));
      first = today + " + " + ChronoUnit.DAYS.between(day, value);
    } else {
      first = "toDate('" + parameter.defaultText() + "')";
    }
    String query =
        "SELECT toString(day) FROM (SELECT arrayJoin(arrayDistinct(arrayConcat(["
            + first
            + "], arrayMap(n -> "
            + today
            + " + 1 - n, range("
            + DAYS_OFFERED
            + "))))) AS day) ORDER BY day != ("
            + first
            + "), day DESC";
    Map<String, Object> variable = named("query", name, parameter);
    variable.put("datasource", DataSource.CLICKHOUSE.reference());
    variable.put("query", query);
    variable.put("definition", query);
    variable.put("refresh", 1);
    variable.put("sort", 0);
    variable.put("includeAll", false);
    variable.put("multi", false);
    return variable;
  }

  private static Map<String, Object> named(String type, String name, Parameter parameter) {
    Map<String, Object> variable = new LinkedHashMap<>();
    variable.put("type", type);
    variable.put("name", name);
    variable.put("label", parameter.label());
    variable.put("hide", 0);
    variable.put("skipUrlSync", false);
    return variable;
  }

  /** The dashboard's {@code time}: the defaults of the board's first range, whole days. */
  Map<String, Object> time() {
    return Map.of("from", edge("from", "now-30d/d"), "to", edge("to", "now+1d/d"));
  }

  private String edge(String name, String otherwise) {
    return range.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .map(p -> relative(p.defaultText()))
        .orElse(otherwise);
  }

  private static String relative(String defaultText) {
    if (!defaultText.startsWith("today")) {
      return defaultText;
    }
    String distance = defaultText.substring("today".length());
    return "now" + (distance.isEmpty() ? "" : distance + "d") + "/d";
  }
}
