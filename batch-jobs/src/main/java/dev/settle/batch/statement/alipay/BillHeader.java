package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.alipay.Column.Shape;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The header of a bill bound by column name, in whatever order. */
final class BillHeader {
  private static final int COLUMNS_MAX = 128;

  private final Map<Column, Integer> positions = new EnumMap<>(Column.class);
  private final Shape[] shapes;

  private BillHeader(int size) {
    shapes = new Shape[size];
    Arrays.fill(shapes, Shape.TEXT);
  }

  /**
   * Binds a header line.
   *
   * @throws StatementRefusedException when a required column is missing or one is there twice
   */
  static BillHeader bind(String line, int lineNo, Set<Column> required)
      throws StatementRefusedException {
    String[] names = line.split(",", COLUMNS_MAX);
    BillHeader header = new BillHeader(names.length);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      String name = Column.bare(names[i]);
      if (!name.isEmpty() && !seen.add(name)) {
        throw new StatementRefusedException(lineNo, name, "the header names this column twice");
      }
      Column column = Column.named(name);
      if (column != null) {
        if (header.has(column)) {
          throw new StatementRefusedException(
              lineNo, name, "the header has the column of the old and of the new layout");
        }
        header.positions.put(column, i);
        header.shapes[i] = column.shape();
      }
    }
    for (Column column : required) {
      if (!header.has(column)) {
        throw new StatementRefusedException(
            lineNo, column.title(), "the header lacks this required column");
      }
    }
    return header;
  }

  /** Number of columns. */
  int size() {
    return shapes.length;
  }

  boolean has(Column column) {
    return positions.containsKey(column);
  }

  /** Position of a column that the layout has. */
  int positionOf(Column column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalStateException("column " + column + " is not in this layout: ask has first");
    }
    return position;
  }

  /** What the fields at a position look like; columns that no rule needs are free text. */
  Shape shapeAt(int position) {
    return shapes[position];
  }
}
