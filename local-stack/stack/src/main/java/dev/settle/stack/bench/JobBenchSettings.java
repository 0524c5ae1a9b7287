package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param profile whether to sample where the time goes, in one more run of each job
 * @param flink further settings of Flink, for experiments
 */
public record JobBenchSettings(
    int rounds,
    int parallelism,
    Duration checkpointInterval,
    int managedMemoryMb,
    int heapMb,
    int warmUpPercent,
    long seed,
    boolean profile,
    Map<String, String> flink) {

  void describe(ObjectNode json) {
    json.put("parallelism", parallelism);
    json.put("checkpoint_interval_ms", checkpointInterval.toMillis());
    json.put("managed_memory_mb", managedMemoryMb);
    json.put("heap_mb", heapMb);
    json.put("warm_up_percent", warmUpPercent);
    json.put("order_seed", seed);
    json.put("state_backend", "rocksdb, incremental checkpoints, exactly once");
    flink.forEach(json::put);
    json.put("processors", Runtime.getRuntime().availableProcessors());
  }
}
