package dev.settle.dashboards.query;

import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import dev.settle.dashboards.board.Unit;
import dev.settle.dashboards.query.QueryException.Category;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs panels: checks what was asked, binds it, and makes the rows exact and readable. */
public final class PanelRunner {
  private final ClickHouseReader clickHouse;
  private final Clock clock;

  /**
   * With its tools.
   *
   * @param clock in the zone whose "today" the parameters mean
   */
  public PanelRunner(ClickHouseReader clickHouse, Clock clock) {
    this.clickHouse = clickHouse;
    this.clock = clock;
  }

  /**
   * Runs a panel's query.
   *
   * @param asked values by parameter name; a parameter that is not there takes its default
   * @throws BadParameterException when a name or a value is wrong
   * @throws QueryException when there is no result
   */
  public PanelResult run(Panel panel, Map<String, String> asked) {
    Map<String, String> bound = bind(panel, asked);
    ResultRows result = clickHouse.read(panel.sql(), bound);
    List<ResultColumn> columns = columns(panel, result);
    List<List<@Nullable Object>> rows = new ArrayList<>(result.rows().size());
    for (List<@Nullable Object> row : result.rows()) {
      rows.add(cells(panel, result, row));
    }
    return new PanelResult(columns, rows, bound);
  }

  private Map<String, String> bind(Panel panel, Map<String, String> asked) {
    Set<String> unknown = new HashSet<>(asked.keySet());
    LocalDate today = LocalDate.now(clock);
    Map<String, String> bound = new LinkedHashMap<>();
    for (Parameter parameter : panel.parameters()) {
      unknown.remove(parameter.name());
      String text = asked.getOrDefault(parameter.name(), parameter.defaultText());
      try {
        bound.put(parameter.name(), parameter.type().toBind(text, today));
      } catch (IllegalArgumentException e) {
        throw new BadParameterException("'" + parameter.name() + "' " + e.getMessage());
      }
    }
    if (!unknown.isEmpty()) {
      throw new BadParameterException(
          panel.name()
              + " has no parameter '"
              + unknown.iterator().next()
              + "'; it has "
              + panel.parameters().stream().map(Parameter::name).toList());
    }
    return bound;
  }

  private static List<ResultColumn> columns(Panel panel, ResultRows result) {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < result.names().size(); i++) {
      String name = result.names().get(i);
      Unit unit = panel.units().get(name);
      String word = unit instanceof Unit.Named named ? named.text() : null;
      columns.add(
          new ResultColumn(name, result.types().get(i), unit instanceof Unit.MoneyIn, word));
    }
    return columns;
  }

  private static List<@Nullable Object> cells(
      Panel panel, ResultRows result, List<@Nullable Object> row) {
    List<@Nullable Object> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      String name = result.names().get(i);
      String type = result.types().get(i);
      Object value = row.get(i);
      if (value != null && panel.units().get(name) instanceof Unit.MoneyIn money) {
        cells.add(money(value, name, type, currency(money, result, row)));
      } else {
        cells.add(Cells.plain(value, name, type));
      }
    }
    return cells;
  }

  private static String currency(
      Unit.MoneyIn money, ResultRows result, List<@Nullable Object> row) {
    int column = result.names().indexOf(money.currencyColumn());
    if (column < 0) {
      throw new QueryException(
          Category.FAILED,
          "the panel's file takes the currency from column '"
              + money.currencyColumn()
              + "', which the query does not give");
    }
    return String.valueOf(row.get(column));
  }

  private static MoneyCell money(Object value, String name, String type, String currency) {
    try {
      return MoneyCell.of(Cells.integer(value, name, type), currency);
    } catch (IllegalArgumentException e) {
      throw new QueryException(
          Category.FAILED,
          "column '" + name + "' has an amount in '" + currency + "', which is no currency",
          e);
    }
  }
}
