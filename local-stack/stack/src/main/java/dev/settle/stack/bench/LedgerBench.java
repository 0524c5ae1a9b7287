package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Directories;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger job's speed: changes a second, from a filled topic to committed entries, beside what
 * the pass-through job does with the same topic in the same run. Each variant runs once a round, in
 * a random order, each time in a fresh JVM and into empty topics; each must commit exactly the
 * records that belong there.
 */
public final class LedgerBench {
  private static final Variant LEDGER =
      new Variant("ledger", "ledger job", "LEDGER", JobBench.topic(Topics.ENTRIES));
  private static final Variant HOT =
      new Variant(
          "hot",
          "ledger job, all payments to one merchant",
          "LEDGER",
          JobBench.topic(Topics.ENTRIES));
  private static final Variant SPREAD =
      new Variant(
          "spread",
          "ledger job, payments spread over all merchants",
          "LEDGER",
          JobBench.topic(Topics.ENTRIES));

  private final PaymentLoadSpec spec;
  private final JobBenchSettings settings;
  private final boolean hotAccount;
  private final Progress progress;
  private final JobBench bench;

  /**
   * A measurement.
   *
   * @param config its data directory and Kafka's ports are the measurement's own
   * @param hotAccount whether to compare one hot merchant with many, instead of the ledger job with
   *     the pass-through job
   */
  public LedgerBench(
      StackConfig config,
      PaymentLoadSpec spec,
      JobBenchSettings settings,
      boolean hotAccount,
      Progress progress) {
    this.spec = spec;
    this.settings = settings;
    this.hotAccount = hotAccount;
    this.progress = progress;
    this.bench = new JobBench(config, settings, progress);
  }

  /**
   * Measures.
   *
   * @throws ServerFailedException when a server or a job fails, or an output is not what it must be
   */
  public BenchReport run() throws IOException, InterruptedException {
    List<Variant> variants =
        hotAccount ? List.of(HOT, SPREAD) : List.of(LEDGER, JobBench.PASS_THROUGH);
    BenchReport report =
        new BenchReport("ledger", "input records/s", settings, variants.get(0), variants.get(1));
    report.about("entries_committed_each_run", spec.entries());
    report.about("input_records_each_run", spec.records());
    describe(report.load());
    bench.rounds(variants, report, this::measure);
    return report;
  }

  private void describe(ObjectNode load) {
    load.put("payments", spec.payments());
    load.put("users", spec.users());
    load.put("merchants", spec.merchants());
    load.put("user_skew_percent", spec.userSkewPercent());
    load.put("merchant_skew_percent", spec.merchantSkewPercent());
    load.put("hot_merchant_percent", spec.hotMerchantPercent());
    load.put("pay_delay_payments", spec.payDelayPayments());
    load.put("seed", spec.seed());
  }

  private PaymentLoadSpec loadOf(Variant variant) {
    if (variant.equals(HOT)) {
      return spec.allToOneMerchant();
    }
    return variant.equals(SPREAD) ? spec.spreadOverMerchants() : spec;
  }

  private Measurement measure(Variant variant, @Nullable Path profile)
      throws IOException, InterruptedException {
    PaymentLoadSpec load = loadOf(variant);
    try (BenchBroker broker = BenchBroker.start(bench.directoryOf(load))) {
      bench.fill(
          broker, load, filled -> PaymentLoader.load(filled.bootstrapServers(), load, progress));
      broker.recreate(JobBench.outputs());
      String before = JobBench.loadAverage();
      Path directory = bench.newDirectory();
      CommitSeries series;
      try (JobProcess job = bench.start(variant, broker, directory, Map.of())) {
        // A payment is two records in; the ledger makes two entries of it, the copy two records.
        long expected = load.records();
        series =
            new JobRun(
                    () -> broker.committedEnd(variant.output()),
                    expected,
                    expected * settings.warmUpPercent() / 100)
                .run(job, profile);
        new CommittedTopic(broker, variant.output()).requireCount(expected, job.logFile());
        if (broker.committedEnd(JobBench.topic(Topics.QUARANTINE)) > 0) {
          throw new ServerFailedException(
              "the ledger job refused changes of the load; see " + job.logFile());
        }
      }
      broker.recreate(JobBench.outputs());
      Directories.deleteAll(directory);
      return Measurement.of(series, 1, before);
    }
  }
}
