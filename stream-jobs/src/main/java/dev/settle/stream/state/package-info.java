/** Keyed state that is kept as objects in memory between checkpoints. */
@NullMarked
package dev.settle.stream.state;

import org.jspecify.annotations.NullMarked;
