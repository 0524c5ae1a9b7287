/**
 * Days of made-up payments: planned from a seed before anything is written, so a run can be
 * repeated.
 */
@NullMarked
package dev.settle.stack.traffic.generate;

import org.jspecify.annotations.NullMarked;
