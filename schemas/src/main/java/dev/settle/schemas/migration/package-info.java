/** Applies the PostgreSQL and ClickHouse migrations of this module. */
@NullMarked
package dev.settle.schemas.migration;

import org.jspecify.annotations.NullMarked;
