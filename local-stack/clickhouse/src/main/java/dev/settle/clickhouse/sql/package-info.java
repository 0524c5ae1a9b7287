/**
 * As much of ClickHouse's grammar as the front needs: tokens, the head of an INSERT, the FORMAT
 * clause.
 */
@NullMarked
package dev.settle.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
