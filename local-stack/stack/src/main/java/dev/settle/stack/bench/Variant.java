package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;

/**
 * A job that is measured.
 *
 * @param id short, for files
 * @param name for people
 * @param job name of the job in {@code BenchJob}
 * @param output topic that it fills
 */
record Variant(String id, String name, String job, Topic output) {}
