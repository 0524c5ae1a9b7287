/** Spans of payments on their way, exported by OpenTelemetry: docs/decisions/0017-traces.md. */
@NullMarked
package dev.settle.stream.trace;

import org.jspecify.annotations.NullMarked;
