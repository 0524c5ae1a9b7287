package dev.settle.cdc;

import org.jspecify.annotations.Nullable;

/**
 * A change as it goes to Kafka.
 *
 * @param topic where to
 * @param key decides the partition and with it the order
 * @param value Avro, single-object encoding
 * @param traceParent W3C trace context of the row, when it has one
 * @param problem why the row itself could not be mapped; null when it was
 * @param table table that changed, for the metrics
 * @param op name of the operation, for the metrics
 * @param committedAt commit time in epoch milliseconds; in a snapshot the time of reading
 * @param snapshot true when the row was read, not streamed
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read once, never compared; a copy would cost.
record MappedChange(
    String topic,
    String key,
    byte[] value,
    @Nullable String traceParent,
    @Nullable String problem,
    String table,
    String op,
    long committedAt,
    boolean snapshot) {}
