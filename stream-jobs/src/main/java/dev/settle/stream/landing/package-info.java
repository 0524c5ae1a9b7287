/** The landing job: what the topics hold, exactly once into ClickHouse. */
@NullMarked
package dev.settle.stream.landing;

import org.jspecify.annotations.NullMarked;
