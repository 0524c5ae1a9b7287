package dev.settle.stream.trace;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Sees each record that is landed.
 *
 * @param <A> Avro record
 */
@FunctionalInterface
public interface TraceTap<A> extends Serializable {
  /** What is told of a record; null: its payment is not traced. */
  @Nullable TraceEvent tell(A record);
}
