package dev.settle.dashboards.board;

/** How a panel is drawn above its table. */
public enum ChartKind {
  /** No drawing: the table alone. */
  TABLE,
  BAR,
  /** Bars of the series on top of each other; for parts of a whole. */
  STACKED,
  LINE
}
