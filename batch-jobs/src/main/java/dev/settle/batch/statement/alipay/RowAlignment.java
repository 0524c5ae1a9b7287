package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.alipay.Column.Shape;

/**
 * Lays the fields of a row against its columns when there are more of them than columns. A column
 * of free text takes one field or several, every other one exactly one of its shape. Costs columns
 * × surplus² steps, so a hostile row cannot make it slow.
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
      for (int taken = 0; taken <= surplus; taken++) {
        if (reached[column][taken] && fits(column, column + taken)) {
          for (int more = 0; more <= widest(column, taken); more++) {
            reached[column + 1][taken + more] = true;
          }
        }
      }
    }
    return reached;
  }

  /** True at [c][t] when the columns from c on can take the fields from c + t on. */
  private boolean[][] after(int columns) {
    boolean[][] finishes = new boolean[columns + 1][surplus + 1];
    finishes[columns][surplus] = true;
    for (int column = columns - 1; column >= 0; column--) {
      for (int taken = 0; taken <= surplus; taken++) {
        if (fits(column, column + taken)) {
          for (int more = 0; more <= widest(column, taken); more++) {
            finishes[column][taken] |= finishes[column + 1][taken + more];
          }
        }
      }
    }
    return finishes;
  }

  /** How many fields more than one a column may take. */
  private int widest(int column, int taken) {
    return header.shapeAt(column) == Shape.TEXT ? surplus - taken : 0;
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
