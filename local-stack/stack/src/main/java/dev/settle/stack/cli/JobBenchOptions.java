package dev.settle.stack.cli;

import dev.settle.stack.bench.JobBenchSettings;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What measurements of jobs can be told about how the jobs run. */
final class JobBenchOptions {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Each runs both jobs once; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator; default ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "MS",
      defaultValue = "5000",
      description = "Time between checkpoints; default ${DEFAULT-VALUE}.")
  private int checkpointIntervalMs;

  @Option(
      names = "--managed-memory",
      paramLabel = "MiB",
      defaultValue = "512",
      description =
          "RocksDB's caches and write buffers, all subtasks together; default ${DEFAULT-VALUE}.")
  private int managedMemoryMb;

  @Option(
      names = "--heap",
      paramLabel = "MiB",
      defaultValue = "3072",
      description = "Heap of the job's JVM; default ${DEFAULT-VALUE}.")
  private int heapMb;

  @Option(
      names = "--warm-up",
      paramLabel = "PERCENT",
      defaultValue = "25",
      description =
          "Share of the records during which the JVM compiles the job and no rate is taken; default ${DEFAULT-VALUE}.")
  private int warmUpPercent;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Of the order in which the jobs run; default a random one, printed.")
  private @Nullable Long seed;

  @Option(
      names = "--profile",
      description = "One more run of each job that says where the processor time goes.")
  private boolean profile;

  @Option(
      names = "--flink-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink for both jobs; repeatable.")
  private Map<String, String> flink = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
  private boolean json;

  /** How to run the jobs. */
  JobBenchSettings settings() {
    return new JobBenchSettings(
        rounds,
        parallelism,
        Duration.ofMillis(checkpointIntervalMs),
        managedMemoryMb,
        heapMb,
        warmUpPercent,
        seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
        profile,
        flink);
  }

  /** Adds why they cannot be used. */
  void check(List<String> errors) {
    between(errors, "--rounds", rounds, 1, 100);
    between(errors, "--parallelism", parallelism, 1, 128);
    between(errors, "--checkpoint-interval", checkpointIntervalMs, 500, 60_000);
    between(errors, "--managed-memory", managedMemoryMb, 16, 1 << 20);
    between(errors, "--warm-up", warmUpPercent, 0, 80);
    between(errors, "--heap", heapMb, 256, 1 << 20);
  }

  static void between(List<String> errors, String flag, long value, long min, long max) {
    if (value < min || value > max) {
      errors.add(flag + " " + value + " is not between " + min + " and " + max);
    }
  }

  /** A data directory and ports of the measurement's own. */
  StackConfig config() throws IOException {
    StackConfig given = options.resolve();
    return given
        .withDataDir(given.dataDir().resolve("bench"))
        .withKafkaPorts(Ports.free(), Ports.free());
  }

  /** Where to tell how it goes. */
  Progress progress() {
    return new Progress(json ? System.err : System.out);
  }

  /** Whether to print one JSON object. */
  boolean json() {
    return json;
  }
}
