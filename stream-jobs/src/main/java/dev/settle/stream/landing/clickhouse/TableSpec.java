package dev.settle.stream.landing.clickhouse;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as the landing job sees it.
 *
 * @param name with its database, such as {@code settlement.ledger_entry}
 * @param key columns that identify a row; they come first in the encoded row
 * @param rest the other columns, in the order in which they are encoded
 */
public record TableSpec(String name, List<KeyColumn> key, List<String> rest)
    implements Serializable {
  /** Partition of a table without PARTITION BY. */
  public static final int UNPARTITIONED = 0;

  /** Makes it immutable, in lists that Java can serialise. */
  public TableSpec {
    key = List.copyOf(key);
    rest = List.copyOf(rest);
    if (key.isEmpty()) {
      throw new IllegalArgumentException(name + " needs a key to find its rows again");
    }
  }

  /** The INSERT's column list: the order of the encoded row. */
  public String insertColumns() {
    List<String> all = new ArrayList<>(key.size() + rest.size());
    key.forEach(column -> all.add(column.name()));
    all.addAll(rest);
    return String.join(", ", all);
  }

  /** The identity as an expression: a tuple, or the one column. */
  public String keyExpression() {
    return "(" + String.join(", ", key.stream().map(KeyColumn::name).toList()) + ")";
  }

  /** The name without its database. */
  public String shortName() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** ClickHouse's partition id of a row's partition. */
  public static String partitionId(int partition) {
    return partition == UNPARTITIONED ? "all" : Integer.toString(partition);
  }
}
