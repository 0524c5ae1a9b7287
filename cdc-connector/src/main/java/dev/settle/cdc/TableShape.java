package dev.settle.cdc;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns of a captured table that the contract needs. A row's schema is checked when it is
 * first seen, not row by row: the engine hands out one schema object until the table changes. Used
 * by one thread.
 */
final class TableShape {
  private static final Logger LOG = LoggerFactory.getLogger(TableShape.class);

  private final String table;
  private final Map<String, Schema.Type> columns;
  private final Set<String> ignored = new TreeSet<>();
  private @Nullable Schema checked;

  TableShape(String table, Map<String, Schema.Type> columns) {
    this.table = table;
    this.columns = Map.copyOf(columns);
  }

  String table() {
    return table;
  }

  /**
   * Checks that every needed column is there with its type; warns once of each column that is not
   * known.
   *
   * @throws SchemaDriftException naming table and column
   */
  void check(Schema row) {
    if (row == checked) {
      return;
    }
    columns.forEach(
        (column, type) -> {
          Field field = row.field(column);
          if (field == null) {
            throw new SchemaDriftException(
                "payments.%s.%s: the column is missing in the write-ahead log. Put it back, or deploy a connector that knows the new shape; nothing was skipped."
                    .formatted(table, column));
          }
          if (field.schema().type() != type) {
            throw new SchemaDriftException(
                "payments.%s.%s: the column comes as %s, not %s. Restore its type, or deploy a connector that knows the new one; nothing was skipped."
                    .formatted(table, column, field.schema().type(), type));
          }
        });
    for (Field field : row.fields()) {
      if (!columns.containsKey(field.name()) && ignored.add(field.name())) {
        LOG.warn(
            "payments.{}.{}: a column that this version does not know is not captured",
            table,
            field.name());
      }
    }
    checked = row;
  }
}
