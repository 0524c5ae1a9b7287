/**
 * What {@code settle bench} measures: the real jobs, and the least that a job from topic to topic
 * can do, each on a Flink of its own.
 */
@NullMarked
package dev.settle.stream.bench;

import org.jspecify.annotations.NullMarked;
