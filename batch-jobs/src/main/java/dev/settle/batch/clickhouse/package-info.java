/** ClickHouse over HTTP: SQL resources with parameters, RowBinary inserts. */
@NullMarked
package dev.settle.batch.clickhouse;

import org.jspecify.annotations.NullMarked;
