/** The completeness gate: control totals of every place that money passes. */
@NullMarked
package dev.settle.batch.gate;

import org.jspecify.annotations.NullMarked;
