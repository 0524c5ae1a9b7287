package dev.settle.dashboards.board;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SQL file of a board: a named query and how it is shown.
 *
 * @param board name of the board, the file's folder
 * @param name name of the panel, the file's name without its ending
 * @param position place on the board, from 1
 * @param title heading
 * @param question the question that it answers
 * @param chart the drawing
 * @param units units of the columns that have one
 * @param parameters in the order of the file
 * @param refresh time between two loads of an open page; null: only when asked
 * @param sql one SELECT with ClickHouse's {@code {name:Type}} placeholders
 */
public record Panel(
    String board,
    String name,
    int position,
    String title,
    String question,
    Chart chart,
    Map<String, Unit> units,
    List<Parameter> parameters,
    @Nullable Duration refresh,
    String sql) {
  /** Keeps its own copies of the collections. */
  public Panel {
    units = Map.copyOf(units);
    parameters = List.copyOf(parameters);
  }
}
