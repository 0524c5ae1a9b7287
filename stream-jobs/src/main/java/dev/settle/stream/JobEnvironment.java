package dev.settle.stream;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/**
 * Sets up Flink for the jobs: what correctness needs is fixed, the rest is the cluster's choice.
 */
public final class JobEnvironment {
  private JobEnvironment() {}

  /** The environment that the job was submitted to. */
  public static StreamExecutionEnvironment of(JobOptions options) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(environment, options);
    return environment;
  }

  /**
   * Fixes exactly-once checkpoints, the maximum parallelism, object reuse (operators never keep or
   * change an input) and the refusal of generic types (Kryo's state cannot evolve); proposes
   * RocksDB with incremental checkpoints, which the cluster may overrule.
   */
  public static void configure(StreamExecutionEnvironment environment, JobOptions options) {
    Configuration job = new Configuration();
    job.set(PipelineOptions.MAX_PARALLELISM, JobOptions.MAX_PARALLELISM);
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.GENERIC_TYPES, false);
    job.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // Steps count on it that a barrier overtakes nothing.
    job.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());

    ReadableConfig cluster = environment.getConfiguration();
    propose(job, cluster, StateBackendOptions.STATE_BACKEND, "rocksdb");
    propose(job, cluster, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // A new order is looked for and never found: a filter answers that without reading a file.
    propose(job, cluster, RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // Whole filters and indexes of files throw each other out of a small cache, again and again.
    propose(job, cluster, RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    propose(job, cluster, RocksDBOptions.OPTIONS_FACTORY, StateStoreOptions.class.getName());
    // Unpacking Snappy, the default, was the larger part of a read.
    propose(
        job,
        cluster,
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
        List.of(CompressionType.LZ4_COMPRESSION));
    propose(
        job,
        cluster,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Well below the sinks' transaction timeout, so that a transaction outlives its checkpoint.
    propose(job, cluster, CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(3));

    environment.configure(job);
    if (options.parallelism() > 0) {
      environment.setParallelism(options.parallelism());
    }
  }

  private static <T> void propose(
      Configuration job, ReadableConfig cluster, ConfigOption<T> option, T value) {
    if (cluster.getOptional(option).isEmpty()) {
      job.set(option, value);
    }
  }
}
