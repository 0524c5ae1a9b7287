/** The parts of a night that are measured, each in a JVM of its own, with its baselines. */
@NullMarked
package dev.settle.batch.bench;

import org.jspecify.annotations.NullMarked;
