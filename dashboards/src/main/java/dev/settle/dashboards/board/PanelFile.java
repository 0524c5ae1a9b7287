package dev.settle.dashboards.board;

import dev.settle.dashboards.board.FrontMatter.Value;
import dev.settle.schemas.migration.SqlScript;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a panel's SQL file; dashboards/README.md describes the front matter. Whatever is wrong is
 * reported with file and line when the server starts, never when a person looks at the board.
 */
public final class PanelFile {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern PARAMETER =
      Pattern.compile("(\\w+)\\s+(\\w+)\\s*=\\s*([^|]*?)\\s*\\|\\s*(.+)");
  private static final Pattern ASSIGNED = Pattern.compile("(\\w+)\\s*=\\s*(.+)");
  private static final Pattern COLUMN =
      Pattern.compile("(\\w+)\\s*=\\s*([^|]*[^|\\s])\\s*\\|\\s*(.+)");
  private static final Pattern LINK = Pattern.compile("(\\w+)\\s*=\\s*([a-z][a-z0-9-]*)\\?(\\w+)");
  private static final Pattern MONEY = Pattern.compile("money\\((\\w+)\\)");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,5})s");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*(\\w+)\\s*:\\s*(\\w+)\\s*}");
  private static final Pattern FINAL = Pattern.compile("\\bFINAL\\b", Pattern.CASE_INSENSITIVE);
  private static final int REFRESH_MIN_S = 5;

  private final String board;
  private final String name;
  private final String file;

  private PanelFile(String board, String name) {
    this.board = board;
    this.name = name;
    this.file = "sql/" + board + "/" + name + ".sql";
  }

  /**
   * Reads one file.
   *
   * @param board the folder's name
   * @param name the file's name without {@code .sql}
   * @param text the file's content
   * @throws PanelFileException naming file, line and fault
   */
  public static Panel read(String board, String name, String text) {
    return new PanelFile(board, name).parse(text);
  }

  /**
   * A fault of a link that only shows beside the other boards.
   *
   * @param text the content of the panel's file
   */
  static PanelFileException linkFault(Panel panel, String text, Link link, String fault) {
    PanelFile file = new PanelFile(panel.board(), panel.name());
    int line =
        FrontMatter.read(file.file, text).all("link").get(panel.links().indexOf(link)).line();
    return file.fault(line, fault);
  }

  private Panel parse(String text) {
    for (String part : List.of(board, name)) {
      if (!NAME.matcher(part).matches()) {
        throw fault(0, "'" + part + "' must be lower-case letters, digits and hyphens");
      }
    }
    FrontMatter matter = FrontMatter.read(file, text);
    Panel panel =
        new Panel(
            board,
            name,
            position("position", matter),
            matter.required("title").text(),
            text(matter.optional("title.zh")),
            matter.required("question").text(),
            text(matter.optional("question.zh")),
            text(matter.optional("board.zh")),
            position("board.position", matter),
            chart(matter.required("chart")),
            units(matter),
            headings(matter),
            links(matter),
            parameters(matter),
            refresh(matter.optional("refresh")),
            sql(matter));
    checkPlaceholders(panel.sql(), panel.parameters());
    return panel;
  }

  private static @Nullable String text(@Nullable Value value) {
    return value == null ? null : value.text();
  }

  private int position(String key, FrontMatter matter) {
    Value value = matter.optional(key);
    if (value == null) {
      return Integer.MAX_VALUE;
    }
    try {
      return Integer.parseInt(value.text());
    } catch (NumberFormatException e) {
      throw fault(value.line(), key + " '" + value.text() + "' is not a whole number");
    }
  }

  private Chart chart(Value value) {
    List<String> words = List.of(value.text().split("\\s+"));
    ChartKind kind;
    try {
      kind = ChartKind.valueOf(words.get(0).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw fault(
          value.line(), "chart '" + words.get(0) + "' is none of table, bar, stacked, line");
    }
    Map<String, String> columns = new HashMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2 || !Set.of("x", "y", "series").contains(pair[0])) {
        throw fault(value.line(), "'" + word + "' is none of x=…, y=…, series=…");
      }
      columns.put(pair[0], pair[1]);
    }
    String x = columns.get("x");
    String y = columns.get("y");
    if ((kind == ChartKind.TABLE) != columns.isEmpty()
        || (kind != ChartKind.TABLE && (x == null || y == null))) {
      throw fault(
          value.line(), "a table has no columns to draw, every other chart needs x=… and y=…");
    }
    List<String> ys = y == null ? List.of() : Arrays.asList(y.split(","));
    if (columns.containsKey("series") && ys.size() > 1) {
      throw fault(value.line(), "series=… goes with one y only");
    }
    return new Chart(kind, x, ys, columns.get("series"));
  }

  private Map<String, Unit> units(FrontMatter matter) {
    Map<String, Unit> units = new LinkedHashMap<>();
    for (Value value : matter.all("unit")) {
      Matcher matcher = ASSIGNED.matcher(value.text());
      if (!matcher.matches()) {
        throw fault(
            value.line(),
            "unit '" + value.text() + "' is not 'column = money(currency)' or a word");
      }
      Matcher money = MONEY.matcher(matcher.group(2));
      Unit unit =
          money.matches() ? new Unit.MoneyIn(money.group(1)) : new Unit.Named(matcher.group(2));
      if (units.put(matcher.group(1), unit) != null) {
        throw fault(value.line(), "column '" + matcher.group(1) + "' has a unit already");
      }
    }
    return units;
  }

  private Map<String, Heading> headings(FrontMatter matter) {
    Map<String, Heading> headings = new LinkedHashMap<>();
    for (Value value : matter.all("column")) {
      Matcher matcher = COLUMN.matcher(value.text());
      if (!matcher.matches()) {
        throw fault(value.line(), "column '" + value.text() + "' is not 'column = Heading | 标题'");
      }
      Heading heading = new Heading(matcher.group(2), matcher.group(3));
      if (headings.put(matcher.group(1), heading) != null) {
        throw fault(value.line(), "column '" + matcher.group(1) + "' has a heading already");
      }
    }
    return headings;
  }

  private List<Link> links(FrontMatter matter) {
    Map<String, Link> links = new LinkedHashMap<>();
    for (Value value : matter.all("link")) {
      Matcher matcher = LINK.matcher(value.text());
      if (!matcher.matches()) {
        throw fault(value.line(), "link '" + value.text() + "' is not 'column = board?parameter'");
      }
      String column = matcher.group(1);
      Link link = new Link(column, matcher.group(2), matcher.group(3));
      if (links.put(column, link) != null) {
        throw fault(value.line(), "column '" + column + "' leads somewhere already");
      }
    }
    return List.copyOf(links.values());
  }

  private List<Parameter> parameters(FrontMatter matter) {
    Map<String, Value> labelsZh = labelsZh(matter);
    List<Parameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value value : matter.all("parameter")) {
      Matcher matcher = PARAMETER.matcher(value.text());
      if (!matcher.matches()) {
        throw fault(
            value.line(), "parameter '" + value.text() + "' is not 'name Type = default | label'");
      }
      ParameterType type = type(value.line(), matcher.group(2));
      String defaultText = matcher.group(3);
      try {
        // Any day will do: it only has to be a value of the type.
        type.toBind(defaultText, LocalDate.of(2026, 1, 1));
      } catch (IllegalArgumentException e) {
        throw fault(value.line(), "default '" + defaultText + "' " + e.getMessage());
      }
      if (!names.add(matcher.group(1))) {
        throw fault(value.line(), "parameter '" + matcher.group(1) + "' is declared twice");
      }
      Value labelZh = labelsZh.remove(matcher.group(1));
      parameters.add(
          new Parameter(matcher.group(1), type, defaultText, matcher.group(4), text(labelZh)));
    }
    labelsZh.forEach(
        (name, value) -> {
          throw fault(value.line(), "no parameter '" + name + "' is declared");
        });
    return parameters;
  }

  private Map<String, Value> labelsZh(FrontMatter matter) {
    Map<String, Value> labels = new LinkedHashMap<>();
    for (Value value : matter.all("parameter.zh")) {
      Matcher matcher = ASSIGNED.matcher(value.text());
      if (!matcher.matches()) {
        throw fault(value.line(), "parameter.zh '" + value.text() + "' is not 'name = 标签'");
      }
      Value label = new Value(value.line(), matcher.group(2));
      if (labels.put(matcher.group(1), label) != null) {
        throw fault(value.line(), "parameter '" + matcher.group(1) + "' has a label already");
      }
    }
    return labels;
  }

  private ParameterType type(int line, String name) {
    for (ParameterType type : ParameterType.values()) {
      if (type.clickHouseName().equals(name)) {
        return type;
      }
    }
    throw fault(line, "type '" + name + "' is none of String, UInt32, Date");
  }

  private @Nullable Duration refresh(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    Matcher matcher = SECONDS.matcher(value.text());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < REFRESH_MIN_S) {
      throw fault(
          value.line(), "refresh '" + value.text() + "' is not seconds, at least 5, such as 60s");
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }

  private String sql(FrontMatter matter) {
    List<String> statements = SqlScript.statements(matter.body());
    if (statements.size() != 1) {
      throw fault(0, "must hold exactly one query, holds " + statements.size());
    }
    String sql = statements.get(0);
    if (FINAL.matcher(sql).find()) {
      throw fault(0, "uses FINAL: read a view or aggregate with argMax instead");
    }
    return sql;
  }

  private void checkPlaceholders(String sql, List<Parameter> parameters) {
    Set<String> declared = new HashSet<>();
    parameters.forEach(p -> declared.add(p.name() + ":" + p.type().clickHouseName()));
    Set<String> used = new HashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(sql);
    while (matcher.find()) {
      used.add(matcher.group(1) + ":" + matcher.group(2));
    }
    for (String placeholder : used) {
      if (!declared.contains(placeholder)) {
        throw fault(0, "the query uses {" + placeholder + "}, no parameter declares it");
      }
    }
    for (String parameter : declared) {
      if (!used.contains(parameter)) {
        throw fault(0, "parameter {" + parameter + "} is declared, the query does not use it");
      }
    }
  }

  private PanelFileException fault(int line, String fault) {
    return new PanelFileException(file, line, fault);
  }
}
