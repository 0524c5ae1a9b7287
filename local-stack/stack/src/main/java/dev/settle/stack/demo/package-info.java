/**
 * The demonstration: one day of payments through the whole pipeline, and the check that nothing was
 * lost or overlooked.
 */
@NullMarked
package dev.settle.stack.demo;

import org.jspecify.annotations.NullMarked;
