package dev.settle.dashboards.explore;

import java.util.List;

/**
 * A table or view that can be read.
 *
 * @param name without its database
 * @param columns in their order
 */
public record TableInfo(String name, List<ColumnInfo> columns) {
  /**
   * A column.
   *
   * @param name in statements
   * @param type ClickHouse's
   * @param comment what it means; empty: nothing is said
   */
  public record ColumnInfo(String name, String type, String comment) {}
}
