/** The ClickHouse engine as a child process, and queries over HTTP. */
@NullMarked
package dev.settle.stack.clickhouse;

import org.jspecify.annotations.NullMarked;
