package dev.settle.dashboards.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a panel shows.
 *
 * @param columns in the query's order
 * @param rows cells: null, Boolean, Number up to 2^53, String, or {@link MoneyCell}
 * @param parameters the values that were used, by name
 */
public record PanelResult(
    List<ResultColumn> columns,
    List<List<@Nullable Object>> rows,
    Map<String, String> parameters) {}
