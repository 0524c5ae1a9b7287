/** A Flink session cluster as child processes, and its REST API. */
@NullMarked
package dev.settle.stack.flink;

import org.jspecify.annotations.NullMarked;
