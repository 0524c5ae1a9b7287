/** Tests of the ClickHouse sink. */
@NullMarked
package dev.settle.stream.landing.clickhouse;

import org.jspecify.annotations.NullMarked;
