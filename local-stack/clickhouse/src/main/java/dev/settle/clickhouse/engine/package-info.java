/** The engine itself: libchdb through JNA, its connections, results, streams and errors. */
@NullMarked
package dev.settle.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
