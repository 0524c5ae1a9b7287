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
 * @param title heading, in English
 * @param titleZh the same in Chinese; null: there is none
 * @param question the question that it answers, in English
 * @param questionZh the same in Chinese; null: there is none
 * @param boardZh the board's name in Chinese, on one of its panels; null on the others
 * @param boardPosition place of its board among the boards, from 1, on one of its panels; {@link
 *     Integer#MAX_VALUE} on the others
 * @param chart the drawing
 * @param units units of the columns that have one
 * @param headings what stands above a column; a column that is not there is shown by its name
 * @param links where the cells of a column lead, at most one a column
 * @param parameters in the order of the file
 * @param refresh time between two loads of an open page; null: only when asked
 * @param sql one SELECT with ClickHouse's {@code {name:Type}} placeholders
 */
public record Panel(
    String board,
    String name,
    int position,
    String title,
    @Nullable String titleZh,
    String question,
    @Nullable String questionZh,
    @Nullable String boardZh,
    int boardPosition,
    Chart chart,
    Map<String, Unit> units,
    Map<String, Heading> headings,
    List<Link> links,
    List<Parameter> parameters,
    @Nullable Duration refresh,
    String sql) {
  /** Keeps its own copies of the collections. */
  public Panel {
    units = Map.copyOf(units);
    headings = Map.copyOf(headings);
    links = List.copyOf(links);
    parameters = List.copyOf(parameters);
  }
}
