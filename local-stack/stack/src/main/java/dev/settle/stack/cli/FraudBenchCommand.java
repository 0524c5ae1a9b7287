package dev.settle.stack.cli;

import dev.settle.stack.bench.BenchReport;
import dev.settle.stack.bench.FraudBench;
import dev.settle.stack.bench.FraudBenchSettings;
import dev.settle.stack.bench.FraudLoadSpec;
import dev.settle.stack.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the fraud job. */
@Command(
    name = "fraud",
    mixinStandardHelpOptions = true,
    defaultValueProvider = FraudBenchDefaults.class,
    description = {
      "Measures the fraud job, from a topic filled with payments to committed alerts, against a job that passes the same",
      "bytes through exactly once. Payments/s: a payment is two changes, one in a hundred is followed by a refund. Each run is",
      "a fresh JVM with RocksDB, incremental checkpoints and exactly-once sinks; how far the job is, is what its source has",
      "committed, by the partition that is furthest behind; the rate is taken from the first checkpoint after the warm-up to the",
      "last that left input to be read. Fails unless exactly the alerts are committed that the rules find in the load without Flink.",
      "Starts a Kafka of its own; its data, in bench/ of the data directory, are kept for the next run with the same load."
    })
final class FraudBenchCommand implements Callable<Integer> {
  private static final int RULES = 20;

  @Mixin private final JobBenchOptions job = new JobBenchOptions();

  @Mixin private final LoadOptions traffic = new LoadOptions();

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Payments in the topic; default ${DEFAULT-VALUE}.")
  private long payments;

  @Option(
      names = "--event-rate",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "Payments in a second of event time; with fewer, windows pass sooner; default ${DEFAULT-VALUE}.")
  private int eventRate;

  @Option(
      names = "--rules",
      paramLabel = "N",
      defaultValue = "20",
      description = "The first so many of the rules are active, 0 to 20; default ${DEFAULT-VALUE}.")
  private int rules;

  @Option(
      names = "--costs",
      description = {
        "Run the job without rules, with the rules of each kind of key, and with each rule by itself, too, and say what",
        "processor time a payment costs more than without rules: some 30 more runs."
      })
  private boolean costs;

  @Option(
      names = "--memory",
      description =
          "One more run that says with each checkpoint how large the state, the heap and the process are.")
  private boolean memory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FraudLoadSpec spec =
        new FraudLoadSpec(
            payments,
            traffic.users(),
            traffic.merchants(),
            traffic.userSkew(),
            traffic.merchantSkew(),
            eventRate,
            traffic.loadSeed());
    List<String> errors = spec.errors();
    job.check(errors);
    JobBenchOptions.between(errors, "--rules", rules, 0, RULES);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    BenchReport report =
        new FraudBench(
                job.config(),
                spec,
                job.settings(),
                new FraudBenchSettings(rules, costs, memory),
                job.progress())
            .run();
    System.out.println(job.json() ? report.toJson() : report.toTable());
    return ExitCodes.OK;
  }
}
