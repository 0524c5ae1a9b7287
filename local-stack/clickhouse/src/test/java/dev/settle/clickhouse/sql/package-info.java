/** Tests of this package. */
@NullMarked
package dev.settle.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
