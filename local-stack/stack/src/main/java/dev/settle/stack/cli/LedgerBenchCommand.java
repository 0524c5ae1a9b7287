package dev.settle.stack.cli;

import dev.settle.stack.bench.BenchReport;
import dev.settle.stack.bench.LedgerBench;
import dev.settle.stack.bench.LedgerBenchSettings;
import dev.settle.stack.bench.PaymentLoadSpec;
import dev.settle.stack.config.ConfigException;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the ledger job. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the ledger job, from a topic filled with payments to committed entries, against a job that passes the same",
      "bytes through exactly once. Input records/s: a payment is two changes and makes two entries. Each run is a fresh JVM",
      "with RocksDB, incremental checkpoints and exactly-once sinks; the rate is taken from the first commit after the warm-up",
      "to the last that left input to be read, so the start of the job does not count. Fails when an output has not exactly its records.",
      "Starts a Kafka of its own; its data, in bench/ of the data directory, are kept for the next run with the same load."
    })
final class LedgerBenchCommand implements Callable<Integer> {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "Payments in the topic, two changes each; default ${DEFAULT-VALUE}.")
  private long payments;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Default ${DEFAULT-VALUE}.")
  private int users;

  @Option(
      names = "--merchants",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Default ${DEFAULT-VALUE}.")
  private int merchants;

  @Option(
      names = "--user-skew",
      paramLabel = "PERCENT",
      defaultValue = "50",
      description =
          "How uneven users are: 0 all alike, 99 nearly Zipf's law; default ${DEFAULT-VALUE}.")
  private int userSkew;

  @Option(
      names = "--merchant-skew",
      paramLabel = "PERCENT",
      defaultValue = "80",
      description = "The same of merchants; default ${DEFAULT-VALUE}.")
  private int merchantSkew;

  @Option(
      names = "--hot-merchant",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "Share of the sales at one single merchant; default ${DEFAULT-VALUE}.")
  private int hotMerchant;

  @Option(
      names = "--pay-delay",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Payments that begin between a payment's two changes, on average; default ${DEFAULT-VALUE}.")
  private int payDelay;

  @Option(
      names = "--load-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the payments; default ${DEFAULT-VALUE}.")
  private long loadSeed;

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
      names = "--hot",
      description = {
        "Compare, instead: all payments to one merchant (the value) with payments spread evenly over all merchants",
        "(the baseline), both by the ledger job."
      })
  private boolean hot;

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

  @Override
  public Integer call() throws IOException, InterruptedException {
    PaymentLoadSpec spec =
        new PaymentLoadSpec(
            payments,
            users,
            merchants,
            userSkew,
            merchantSkew,
            hotMerchant,
            false,
            payDelay,
            loadSeed);
    LedgerBenchSettings settings =
        new LedgerBenchSettings(
            rounds,
            parallelism,
            Duration.ofMillis(checkpointIntervalMs),
            managedMemoryMb,
            heapMb,
            warmUpPercent,
            seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
            profile,
            hot,
            flink);
    requireSound(spec);
    StackConfig given = options.resolve();
    StackConfig own =
        given
            .withDataDir(given.dataDir().resolve("bench"))
            .withKafkaPorts(Ports.free(), Ports.free());
    BenchReport report =
        new LedgerBench(own, spec, settings, new Progress(json ? System.err : System.out)).run();
    System.out.println(json ? report.toJson() : report.toTable());
    return ExitCodes.OK;
  }

  private void requireSound(PaymentLoadSpec spec) {
    List<String> errors = new ArrayList<>(spec.errors());
    between(errors, "--rounds", rounds, 1, 100);
    between(errors, "--parallelism", parallelism, 1, 128);
    between(errors, "--checkpoint-interval", checkpointIntervalMs, 500, 60_000);
    between(errors, "--managed-memory", managedMemoryMb, 16, 1 << 20);
    between(errors, "--warm-up", warmUpPercent, 0, 80);
    between(errors, "--heap", heapMb, 256, 1 << 20);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }

  private static void between(List<String> errors, String flag, long value, long min, long max) {
    if (value < min || value > max) {
      errors.add(flag + " " + value + " is not between " + min + " and " + max);
    }
  }
}
