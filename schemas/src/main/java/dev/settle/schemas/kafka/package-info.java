/** Kafka topics: names, partitions, settings. */
@NullMarked
package dev.settle.schemas.kafka;

import org.jspecify.annotations.NullMarked;
