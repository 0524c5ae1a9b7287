package dev.settle.dashboards.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as ClickHouse gave it.
 *
 * @param names columns
 * @param types their ClickHouse types
 * @param rows values in the order of the columns, as the driver's Java types
 */
record ResultRows(List<String> names, List<String> types, List<List<@Nullable Object>> rows) {}
