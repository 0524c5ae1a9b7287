/** Tests of this package. */
@NullMarked
package dev.settle.clickhouse;

import org.jspecify.annotations.NullMarked;
