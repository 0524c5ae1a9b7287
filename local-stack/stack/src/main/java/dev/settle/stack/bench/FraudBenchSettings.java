package dev.settle.stack.bench;

/**
 * What else is measured of the fraud job.
 *
 * @param rules the first so many of the rules are active
 * @param costs whether to run each kind of key and each rule by itself, too
 * @param memory whether to watch the memory in one more run
 */
public record FraudBenchSettings(int rules, boolean costs, boolean memory) {}
