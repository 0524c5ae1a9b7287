package dev.settle.dashboards.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a result is drawn.
 *
 * @param kind the drawing
 * @param x column of the horizontal axis; null for a table
 * @param y columns of the values, one series each; empty for a table
 * @param series column whose values make the series, with one y; null: none
 */
public record Chart(ChartKind kind, @Nullable String x, List<String> y, @Nullable String series) {
  /** Keeps its own copy of the list. */
  public Chart {
    y = List.copyOf(y);
  }
}
