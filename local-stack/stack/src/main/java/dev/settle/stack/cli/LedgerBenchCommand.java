package dev.settle.stack.cli;

import dev.settle.stack.bench.BenchReport;
import dev.settle.stack.bench.LedgerBench;
import dev.settle.stack.bench.PaymentLoadSpec;
import dev.settle.stack.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
  @Mixin private final JobBenchOptions job = new JobBenchOptions();

  @Mixin private final LoadOptions traffic = new LoadOptions();

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "Payments in the topic, two changes each; default ${DEFAULT-VALUE}.")
  private long payments;

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
      names = "--hot",
      description = {
        "Compare, instead: all payments to one merchant (the value) with payments spread evenly over all merchants",
        "(the baseline), both by the ledger job."
      })
  private boolean hot;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PaymentLoadSpec spec =
        new PaymentLoadSpec(
            payments,
            traffic.users(),
            traffic.merchants(),
            traffic.userSkew(),
            traffic.merchantSkew(),
            hotMerchant,
            false,
            payDelay,
            traffic.loadSeed());
    List<String> errors = spec.errors();
    job.check(errors);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    BenchReport report =
        new LedgerBench(job.config(), spec, job.settings(), hot, job.progress()).run();
    System.out.println(job.json() ? report.toJson() : report.toTable());
    return ExitCodes.OK;
  }
}
