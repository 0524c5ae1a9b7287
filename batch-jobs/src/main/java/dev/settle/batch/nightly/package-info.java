/** The night as a Spring Batch job. */
@NullMarked
package dev.settle.batch.nightly;

import org.jspecify.annotations.NullMarked;
