package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Directories;
import dev.settle.stack.process.Ports;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fraud job's speed: payments a second that were held against all rules, durably, beside what
 * the pass-through job does with the same topic in the same run. Each run must commit exactly the
 * alerts that the rules find in the load without Flink.
 *
 * <p>Alerts are few, so they do not say how far the job is; the offsets do that its source commits
 * with each checkpoint. Nothing is judged before the watermark has passed it, which is held by the
 * partition that is furthest behind: the job is as far as that one. What it has read but not judged
 * yet is the same five seconds of event time at every checkpoint.
 */
public final class FraudBench {
  private static final Variant FRAUD =
      new Variant("fraud", "fraud job", "FRAUD", JobBench.topic(Topics.FRAUD_ALERTS));

  /** The consumer group of the fraud job's source. */
  private static final String GROUP = "settle-fraud";

  private static final Topic CHANGES = JobBench.topic(Topics.CHANGES);
  private static final int SAMPLES_SHOWN_MAX = 20;

  private final StackConfig config;
  private final FraudLoadSpec spec;
  private final JobBenchSettings settings;
  private final FraudBenchSettings fraud;
  private final Progress progress;
  private final JobBench bench;

  /**
   * A measurement.
   *
   * @param config its data directory and Kafka's ports are the measurement's own
   */
  public FraudBench(
      StackConfig config,
      FraudLoadSpec spec,
      JobBenchSettings settings,
      FraudBenchSettings fraud,
      Progress progress) {
    this.config = config;
    this.spec = spec;
    this.settings = settings;
    this.fraud = fraud;
    this.progress = progress;
    this.bench = new JobBench(config, settings, progress);
  }

  /**
   * Measures.
   *
   * @throws ServerFailedException when a server or a job fails, or the alerts are not what they
   *     must be
   */
  public BenchReport run() throws IOException, InterruptedException {
    List<FraudRuleRow> rules = BenchRules.all().subList(0, fraud.rules());
    BenchReport report =
        new BenchReport("fraud", "payments/s", settings, FRAUD, JobBench.PASS_THROUGH);
    describe(report.load());
    bench.rounds(
        List.of(FRAUD, JobBench.PASS_THROUGH),
        report,
        (variant, profile) ->
            variant.equals(FRAUD)
                ? fraud(rules, profile, report, null)
                : passThrough(variant, profile));
    if (fraud.costs()) {
      costs(rules, report);
    }
    if (fraud.memory()) {
      MemorySeries memory = new MemorySeries(Ports.free());
      fraud(rules, null, report, memory);
      tell(memory, report);
    }
    return report;
  }

  private void describe(ObjectNode load) {
    load.put("payments", spec.payments());
    load.put("users", spec.users());
    load.put("merchants", spec.merchants());
    load.put("user_skew_percent", spec.userSkewPercent());
    load.put("merchant_skew_percent", spec.merchantSkewPercent());
    load.put("payments_per_second_of_event_time", spec.eventRate());
    load.put("seed", spec.seed());
  }

  private BenchBroker start() throws IOException, InterruptedException {
    Path directory = bench.directoryOf(spec).dataDir();
    BenchBroker broker = BenchBroker.start(bench.directoryOf(spec));
    try {
      bench.fill(
          broker,
          spec,
          filled -> {
            forgetExpected(directory);
            PaymentLoader.load(
                filled.bootstrapServers(),
                List.of(new FraudLoad(spec)::generate),
                spec.payments(),
                progress);
          });
      broker.recreate(JobBench.outputs());
      return broker;
    } catch (IOException | InterruptedException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static void forgetExpected(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "expected-*.tsv")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private Measurement passThrough(Variant variant, @Nullable Path profile)
      throws IOException, InterruptedException {
    try (BenchBroker broker = start()) {
      long records = broker.committedEnd(CHANGES);
      String before = JobBench.loadAverage();
      Path directory = bench.newDirectory();
      CommitSeries series;
      try (JobProcess job = bench.start(variant, broker, directory, Map.of())) {
        series =
            new JobRun(() -> broker.committedEnd(variant.output()), records, warmUp(records))
                .run(job, profile);
        new CommittedTopic(broker, variant.output()).requireCount(records, job.logFile());
      }
      return end(broker, directory, series, records, before);
    }
  }

  private Measurement fraud(
      List<FraudRuleRow> rules,
      @Nullable Path profile,
      BenchReport report,
      @Nullable MemorySeries memory)
      throws IOException, InterruptedException {
    try (BenchBroker broker = start()) {
      FraudExpected expected = expected(broker, report);
      BenchRules.write(broker.bootstrapServers(), rules);
      broker.forgetGroup(GROUP);
      long records = broker.committedEnd(CHANGES);
      double perRecord = (double) spec.payments() / records;
      String before = JobBench.loadAverage();
      Path directory = bench.newDirectory();
      CommitSeries series;
      try (JobProcess job =
          bench.start(
              FRAUD, broker, directory, memory == null ? Map.of() : memory.flinkOptions())) {
        series =
            new JobRun(
                    () -> {
                      long committed = broker.committedInput(GROUP, CHANGES);
                      if (memory != null) {
                        memory.sample(committed * perRecord, job);
                      }
                      return committed;
                    },
                    records,
                    warmUp(records))
                .run(job, profile);
        if (memory != null) {
          memory.sampleLast((double) spec.payments(), job);
        }
        expected.requireAlerts(broker, rules, settings.checkpointInterval().multipliedBy(2), job);
        requireNothingIn(broker, Topics.FRAUD_LATE, job);
        requireNothingIn(broker, Topics.QUARANTINE, job);
      }
      return end(broker, directory, series, records, before);
    }
  }

  private FraudExpected expected(BenchBroker broker, BenchReport report)
      throws IOException, InterruptedException {
    FraudExpected expected =
        FraudExpected.of(
            broker,
            config.home(),
            bench.directoryOf(spec).dataDir(),
            config.log("fraud-expectation"));
    broker.recreate(JobBench.outputs());
    List<FraudRuleRow> rules = BenchRules.all().subList(0, fraud.rules());
    Map<String, Long> alerts = expected.countsOf(rules);
    report.about(
        "alerts_committed_each_run", alerts.values().stream().mapToLong(count -> count).sum());
    alerts.forEach(report.part("alerts_by_rule")::put);
    expected.keys().forEach(report.part("keys_by_kind")::put);
    return expected;
  }

  private long warmUp(long records) {
    return records * settings.warmUpPercent() / 100;
  }

  private Measurement end(
      BenchBroker broker, Path directory, CommitSeries series, long records, String before)
      throws IOException, InterruptedException {
    broker.recreate(JobBench.outputs());
    Directories.deleteAll(directory);
    return Measurement.of(series, (double) spec.payments() / records, before);
  }

  private static void requireNothingIn(BenchBroker broker, String topic, JobProcess job)
      throws InterruptedException {
    if (broker.committedEnd(JobBench.topic(topic)) > 0) {
      throw new ServerFailedException(
          "the fraud job wrote to "
              + topic
              + ", which this load never makes it; see "
              + job.logFile());
    }
  }

  /** Runs with no rule, with the rules of each kind of key, and with each of those by itself. */
  private void costs(List<FraudRuleRow> rules, BenchReport report)
      throws IOException, InterruptedException {
    ArrayNode costs = report.list("costs");
    Measurement none = cost(List.of(), "no rule", null, costs, report);
    Map<String, List<FraudRuleRow>> byKey =
        rules.stream()
            .collect(
                Collectors.groupingBy(BenchRules::keyOf, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<FraudRuleRow>> group : byKey.entrySet()) {
      List<FraudRuleRow> together = group.getValue();
      String name = "%s: %d rules".formatted(group.getKey(), together.size());
      cost(
          together,
          together.size() == 1 ? name.replace("rules", "rule") : name,
          none,
          costs,
          report);
      for (FraudRuleRow rule : together) {
        if (together.size() > 1) {
          cost(List.of(rule), "  " + rule.getRuleId(), none, costs, report);
        }
      }
    }
    cost(rules, "all %d rules".formatted(rules.size()), none, costs, report);
  }

  /**
   * Runs with some rules.
   *
   * @param none what a run without rules took; null: this is it
   */
  private Measurement cost(
      List<FraudRuleRow> rules,
      String what,
      @Nullable Measurement none,
      ArrayNode costs,
      BenchReport report)
      throws IOException, InterruptedException {
    Measurement measurement = fraud(rules, null, report, null);
    ObjectNode node = costs.addObject();
    node.put("rules", what.strip());
    node.put("payments_per_s", Math.round(measurement.perSecond()));
    node.put("cpu_ns_per_payment", Math.round(measurement.cpuNsEach()));
    node.put("exact", measurement.exact());
    String more = "";
    if (none != null && none.exact() && measurement.exact()) {
      double ns = measurement.cpuNsEach() - none.cpuNsEach();
      node.put("more_than_no_rule_ns", Math.round(ns));
      more = String.format(Locale.ROOT, "%+,9.0f ns", ns);
    }
    String line =
        String.format(
            Locale.ROOT,
            "%-36s %,10.0f payments/s   %,8.0f ns of processor each %s%s",
            what,
            measurement.perSecond(),
            measurement.cpuNsEach(),
            more,
            // The start of the JVM is in it: it cannot be held against another.
            measurement.exact() ? "" : "  ROUGH: too few checkpoints, raise --payments");
    progress.line(line);
    report.tell(line + System.lineSeparator());
    return measurement;
  }

  private void tell(MemorySeries memory, BenchReport report) {
    report.tell(
        String.format(
            Locale.ROOT,
            "memory: heap %,d MiB, managed %,d MiB; resident at most %,d MiB%n%8s %14s %12s %14s %10s %12s %14s%n",
            settings.heapMb(),
            settings.managedMemoryMb(),
            memory.mostResident() >> 20,
            "second",
            "payments",
            "state, MiB",
            "checkpoint, ms",
            "heap, MiB",
            "– after, MiB",
            "resident, MiB"));
    ArrayNode list = report.list("memory");
    for (MemorySeries.Sample sample : memory.thinned(SAMPLES_SHOWN_MAX)) {
      report.tell(
          String.format(
              Locale.ROOT,
              "%,8d %,14d %,12d %,14d %,10d %,12d %,14d%n",
              sample.second(),
              sample.payments(),
              sample.state() >> 20,
              sample.checkpointMs(),
              sample.heap() >> 20,
              sample.heapLive() >> 20,
              sample.resident() >> 20));
      ObjectNode node = list.addObject();
      node.put("second", sample.second());
      node.put("payments", sample.payments());
      node.put("state_bytes", sample.state());
      node.put("checkpoint_ms", sample.checkpointMs());
      node.put("heap_before_collection_bytes", sample.heap());
      node.put("heap_after_collection_bytes", sample.heapLive());
      node.put("resident_bytes", sample.resident());
    }
  }
}
