package dev.settle.stream.trace;

import java.io.Serializable;

/** Opens what spans are written to, where they are made. */
@FunctionalInterface
public interface SpanOutput extends Serializable {
  /** Opens it; called once a subtask. */
  Spans open();
}
