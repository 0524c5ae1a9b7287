/** An order's way through the pipeline, from its commit to its payout. */
@NullMarked
package dev.settle.batch.trace;

import org.jspecify.annotations.NullMarked;
