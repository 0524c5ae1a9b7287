/** Brings the whole stack up and down, and tells how it is. */
@NullMarked
package dev.settle.stack.lifecycle;

import org.jspecify.annotations.NullMarked;
