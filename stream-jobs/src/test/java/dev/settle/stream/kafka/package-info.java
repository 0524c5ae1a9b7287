/** Test support: a real broker. */
@NullMarked
package dev.settle.stream.kafka;

import org.jspecify.annotations.NullMarked;
