/** Starts the engine as a child process, for tests and for the local stack. */
@NullMarked
package dev.settle.clickhouse.process;

import org.jspecify.annotations.NullMarked;
