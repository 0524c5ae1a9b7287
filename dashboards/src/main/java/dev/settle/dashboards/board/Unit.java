package dev.settle.dashboards.board;

/** What a column's numbers are. */
public sealed interface Unit {
  /**
   * Minor units of the currency that another column of the same row names.
   *
   * @param currencyColumn the column with the ISO 4217 code
   */
  record MoneyIn(String currencyColumn) implements Unit {}

  /**
   * A number with a word behind it.
   *
   * @param text such as {@code ms} or {@code orders}
   */
  record Named(String text) implements Unit {}
}
