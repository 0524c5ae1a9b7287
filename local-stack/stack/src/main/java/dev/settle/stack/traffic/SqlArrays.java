package dev.settle.stack.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds one array a column of a list of rows: a multi-row statement that is prepared once. */
final class SqlArrays<T> {
  private final Connection connection;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int index;

  SqlArrays(Connection connection, PreparedStatement statement, List<T> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  SqlArrays<T> text(Function<T, @Nullable String> column) throws SQLException {
    return bind("text", column);
  }

  SqlArrays<T> bigint(Function<T, Long> column) throws SQLException {
    return bind("bigint", column);
  }

  SqlArrays<T> time(Function<T, @Nullable Instant> column) throws SQLException {
    return bind(
        "timestamptz",
        row -> {
          Instant instant = column.apply(row);
          return instant == null ? null : instant.toString();
        });
  }

  private SqlArrays<T> bind(String type, Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    statement.setArray(++index, connection.createArrayOf(type, values));
    return this;
  }
}
