package dev.settle.dashboards.web;

import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Chart;
import dev.settle.dashboards.board.Heading;
import dev.settle.dashboards.board.Link;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.board.Parameter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A board as the page sees it: everything but the SQL. What ends in {@code Zh} is Chinese and null
 * where the file says nothing.
 *
 * @param name in addresses
 * @param title for people
 * @param panels in their order
 */
record BoardView(String name, String title, @Nullable String titleZh, List<PanelView> panels) {

  /** One panel; {@code refreshSeconds} is null when it is loaded only when asked. */
  record PanelView(
      String name,
      String title,
      @Nullable String titleZh,
      String question,
      @Nullable String questionZh,
      Chart chart,
      Map<String, Heading> headings,
      List<Link> links,
      List<ParameterView> parameters,
      @Nullable Long refreshSeconds) {}

  /** One parameter; {@code type} is ClickHouse's name, a default such as today-30 is a date. */
  record ParameterView(
      String name, String type, String defaultValue, String label, @Nullable String labelZh) {}

  static BoardView of(Board board, LocalDate today) {
    return new BoardView(
        board.name(),
        board.title(),
        board.titleZh(),
        board.panels().stream().map(panel -> panel(panel, today)).toList());
  }

  private static PanelView panel(Panel panel, LocalDate today) {
    Duration refresh = panel.refresh();
    return new PanelView(
        panel.name(),
        panel.title(),
        panel.titleZh(),
        panel.question(),
        panel.questionZh(),
        panel.chart(),
        panel.headings(),
        panel.links(),
        panel.parameters().stream().map(parameter -> parameter(parameter, today)).toList(),
        refresh == null ? null : refresh.toSeconds());
  }

  private static ParameterView parameter(Parameter parameter, LocalDate today) {
    return new ParameterView(
        parameter.name(),
        parameter.type().clickHouseName(),
        parameter.type().toBind(parameter.defaultText(), today),
        parameter.label(),
        parameter.labelZh());
  }
}
