/** The jobs' edges to Kafka: sources that never lose an original, sinks that write transactions. */
@NullMarked
package dev.settle.stream.kafka;

import org.jspecify.annotations.NullMarked;
