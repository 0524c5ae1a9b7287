package dev.settle.stack.bench;

import java.time.Duration;
import java.util.Map;

/**
 * How the jobs of a measurement run.
 *
 * @param rounds each runs every variant once, in an order of its own
 * @param parallelism subtasks of each operator
 * @param checkpointInterval time between checkpoints
 * @param managedMemoryMb RocksDB's caches and write buffers of the whole TaskManager, MiB
 * @param heapMb heap of the job's JVM, MiB
 * @param warmUpPercent share of the records that are committed before a rate is taken
 * @param seed of the order of the variants
 * @param profile whether to sample where the time goes, in one more run of the ledger job
 * @param hotAccount whether to compare one hot merchant with many, instead of the ledger job with
 *     the pass-through job
 * @param flink further settings of Flink, for experiments
 */
public record LedgerBenchSettings(
    int rounds,
    int parallelism,
    Duration checkpointInterval,
    int managedMemoryMb,
    int heapMb,
    int warmUpPercent,
    long seed,
    boolean profile,
    boolean hotAccount,
    Map<String, String> flink) {}
