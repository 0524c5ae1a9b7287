/** The ClickHouse engine as a process: command line, start and stop. */
@NullMarked
package dev.settle.clickhouse;

import org.jspecify.annotations.NullMarked;
