package dev.settle.stack.bench;

/**
 * How the night's speed is measured.
 *
 * @param rows rows that the two sides know, about as many on each
 * @param rounds how often everything is measured
 * @param seed of the rows and of the order in which the parts run
 * @param engineMemoryMb what the engine may use; a query beyond it fails
 * @param heapMb heap of the night's JVM
 */
public record ReconcileBenchSettings(
    long rows, int rounds, long seed, int engineMemoryMb, int heapMb) {}
