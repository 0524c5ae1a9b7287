/**
 * Payments that have been, read from ClickHouse as the events that the fraud job saw; plain
 * classes, without Flink.
 */
@NullMarked
package dev.settle.stream.fraud.history;

import org.jspecify.annotations.NullMarked;
