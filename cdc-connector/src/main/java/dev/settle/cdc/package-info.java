/**
 * Change data capture: PostgreSQL's write-ahead log to typed changes in Kafka. The way of a row:
 * {@link dev.settle.cdc.ChangeCapture} (engine), {@link dev.settle.cdc.ChangeMapper} (row to Avro),
 * {@link dev.settle.cdc.ChangePublisher} (Kafka, acknowledged).
 */
@NullMarked
package dev.settle.cdc;

import org.jspecify.annotations.NullMarked;
