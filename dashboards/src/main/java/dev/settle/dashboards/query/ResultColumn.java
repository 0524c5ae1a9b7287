package dev.settle.dashboards.query;

import org.jspecify.annotations.Nullable;

/**
 * A column of a panel's result.
 *
 * @param name in the query
 * @param type ClickHouse's
 * @param money true: its cells are {@link MoneyCell}s
 * @param unit word behind its numbers, or null
 */
public record ResultColumn(String name, String type, boolean money, @Nullable String unit) {}
