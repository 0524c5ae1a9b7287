package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.alipay.Column.Shape;

/**
 * Lays the fields of a row against its columns when there are more of them than columns. A column
 * of free text takes one field or several, every other one exactly one of its shape. Costs columns
 * × surplus steps, so a hostile row cannot make it slow.
 */
final class RowAlignment {
  private static final int NONE = -1;
  private static final int SEVERAL = -2;

  private final BillRow row;
  private final BillHeader header;
  private final int surplus;

  private RowAlignment(BillRow row, BillHeader header) {
    this.row = row;
    this.header = header;
    this.surplus = row.count() - header.size();
  }

  /**
   * Fills in the number of the field of every column that takes exactly one; below zero where
   * several would fit.
   */
  static void align(BillRow row, BillHeader header, int[] places) throws StatementRefusedException {
    new RowAlignment(row, header).align(places);
  }

  private void align(int[] places) throws StatementRefusedException {
    int columns = header.size();
    boolean[][] before = before(columns);
    boolean[][] after = after(columns);
    if (!before[columns][surplus]) {
      throw new StatementRefusedException(
          row.line(),
          null,
          row.count()
              + " fields where the header has "
              + columns
              + ", and no reading of commas within a text makes sense of them");
    }
    for (int column = 0; column < columns; column++) {
      places[column] = header.shapeAt(column) == Shape.TEXT ? SEVERAL : NONE;
      for (int taken = 0; taken <= surplus && places[column] != SEVERAL; taken++) {
        if (before[column][taken] && fits(column, column + taken) && after[column + 1][taken]) {
          places[column] = places[column] == NONE ? column + taken : SEVERAL;
        }
      }
    }
  }

  /** True at [c][t] when the columns before c can take the first c + t fields. */
  private boolean[][] before(int columns) {
    boolean[][] reached = new boolean[columns + 1][surplus + 1];
    reached[0][0] = true;
    for (int column = 0; column < columns; column++) {
      boolean wide = header.shapeAt(column) == Shape.TEXT;
      boolean any = false;
      for (int taken = 0; taken <= surplus; taken++) {
        any |= reached[column][taken];
        reached[column + 1][taken] =
            wide ? any : reached[column][taken] && fits(column, column + taken);
      }
    }
    return reached;
  }

  /** True at [c][t] when the columns from c on can take the fields from c + t on. */
  private boolean[][] after(int columns) {
    boolean[][] finishes = new boolean[columns + 1][surplus + 1];
    finishes[columns][surplus] = true;
    for (int column = columns - 1; column >= 0; column--) {
      boolean wide = header.shapeAt(column) == Shape.TEXT;
      boolean any = false;
      for (int taken = surplus; taken >= 0; taken--) {
        any |= finishes[column + 1][taken];
        finishes[column][taken] =
            wide ? any : finishes[column + 1][taken] && fits(column, column + taken);
      }
    }
    return finishes;
  }

  private boolean fits(int column, int field) {
    String value = row.field(field);
    return switch (header.shapeAt(column)) {
      case TEXT, WORD -> true;
      case ID -> BillRow.isId(value);
      case TIME -> BillTimes.isTime(value);
      case AMOUNT -> Yuan.isAmount(value);
      case AMOUNT_OR_EMPTY -> value.isEmpty() || Yuan.isAmount(value);
    };
  }
}
