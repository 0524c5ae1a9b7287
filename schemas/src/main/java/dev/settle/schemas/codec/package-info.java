/** Avro at the edges: single-object encoding, all published versions readable. */
@NullMarked
package dev.settle.schemas.codec;

import org.jspecify.annotations.NullMarked;
