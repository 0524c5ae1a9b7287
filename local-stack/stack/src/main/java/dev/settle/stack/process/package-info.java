/**
 * Child processes: identity that survives pid reuse, records on disk, supervision, ports, logs.
 * Knows no server.
 */
@NullMarked
package dev.settle.stack.process;

import org.jspecify.annotations.NullMarked;
