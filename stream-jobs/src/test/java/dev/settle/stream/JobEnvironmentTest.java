package dev.settle.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.rocksdb.CompressionType;

class JobEnvironmentTest {
  @Test
  void shouldFixWhatCorrectnessNeedsAndProposeRocksDb() {
    StreamExecutionEnvironment environment = environment(new Configuration(), "--parallelism=3");
    ReadableConfig config = environment.getConfiguration();
    assertThat(environment.getConfig().isObjectReuseEnabled()).isTrue();
    assertThat(environment.getConfig().getMaxParallelism()).isEqualTo(JobOptions.MAX_PARALLELISM);
    assertThat(environment.getParallelism()).isEqualTo(3);
    assertThat(environment.getCheckpointConfig().getCheckpointingConsistencyMode())
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(environment.getCheckpointConfig().getCheckpointInterval()).isEqualTo(5_000);
    assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(config.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(config.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
    assertThat(config.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
        .containsExactly(CompressionType.LZ4_COMPRESSION);
  }

  @Test
  void shouldLeaveTheStateBackendToAClusterThatHasChosen() {
    Configuration cluster = new Configuration();
    cluster.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    cluster.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(1));
    ReadableConfig config = environment(cluster).getConfiguration();
    assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
    assertThat(config.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT))
        .isEqualTo(Duration.ofMinutes(1));
  }

  private static StreamExecutionEnvironment environment(Configuration cluster, String... flags) {
    JobOptions options = new JobOptions();
    options.read("test", flags);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(cluster);
    JobEnvironment.configure(environment, options);
    return environment;
  }
}
