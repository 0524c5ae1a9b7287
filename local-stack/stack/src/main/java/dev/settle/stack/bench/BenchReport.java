package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.stack.bench.LedgerBench.Measurement;
import dev.settle.stack.bench.LedgerBench.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, as JSON for tools and as a table for people. */
public final class BenchReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PaymentLoadSpec spec;
  private final LedgerBenchSettings settings;
  private final Variant measured;
  private final Variant baseline;
  private final List<Run> runs = new ArrayList<>();
  private final Map<Variant, CpuProfile> profiles = new LinkedHashMap<>();

  BenchReport(
      PaymentLoadSpec spec, LedgerBenchSettings settings, Variant measured, Variant baseline) {
    this.spec = spec;
    this.settings = settings;
    this.measured = measured;
    this.baseline = baseline;
  }

  void add(int round, Variant variant, Measurement measurement) {
    runs.add(new Run(round, variant, measurement));
  }

  void profile(Variant variant, CpuProfile profile) {
    profiles.put(variant, profile);
  }

  private double[] values(Variant variant, ToDoubleFunction<Measurement> of) {
    return runs.stream()
        .filter(run -> run.variant().equals(variant))
        .mapToDouble(run -> of.applyAsDouble(run.measurement()))
        .toArray();
  }

  private double median(Variant variant) {
    return LedgerBench.median(values(variant, Measurement::recordsPerSecond));
  }

  private double medianCpu(Variant variant) {
    return LedgerBench.median(values(variant, Measurement::cpuNsPerRecord));
  }

  /** Median of the measured divided by the median of the baseline. */
  public double ratio() {
    return median(measured) / median(baseline);
  }

  /** One object: value, unit, baseline, baseline_value, ratio, and what was run. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("benchmark", "ledger");
    json.put("measured", measured.name());
    json.put("value", Math.round(median(measured)));
    json.put("unit", "input records/s");
    json.put("baseline", baseline.name());
    json.put("baseline_value", Math.round(median(baseline)));
    json.put("ratio", Math.round(ratio() * 1000) / 1000.0);
    json.put("cpu_ns_per_record", Math.round(medianCpu(measured)));
    json.put("baseline_cpu_ns_per_record", Math.round(medianCpu(baseline)));
    ArrayNode rounds = json.putArray("rounds");
    for (Run run : runs) {
      ObjectNode node = rounds.addObject();
      node.put("round", run.round());
      node.put("variant", run.variant().id());
      node.put("records_per_s", Math.round(run.measurement().recordsPerSecond()));
      node.put("cpu_ns_per_record", Math.round(run.measurement().cpuNsPerRecord()));
      node.put("measured_ms", run.measurement().measuredMs());
      node.put("checkpoints", run.measurement().checkpoints());
      node.put("exact", run.measurement().exact());
      node.put("load_average_before", run.measurement().loadAverage());
    }
    json.put("entries_committed_each_run", measured.spec().entries());
    json.put("input_records_each_run", measured.spec().records());
    ObjectNode load = json.putObject("load");
    load.put("payments", spec.payments());
    load.put("users", spec.users());
    load.put("merchants", spec.merchants());
    load.put("user_skew_percent", spec.userSkewPercent());
    load.put("merchant_skew_percent", spec.merchantSkewPercent());
    load.put("hot_merchant_percent", spec.hotMerchantPercent());
    load.put("pay_delay_payments", spec.payDelayPayments());
    load.put("seed", spec.seed());
    ObjectNode set = json.putObject("settings");
    set.put("parallelism", settings.parallelism());
    set.put("checkpoint_interval_ms", settings.checkpointInterval().toMillis());
    set.put("managed_memory_mb", settings.managedMemoryMb());
    set.put("heap_mb", settings.heapMb());
    set.put("warm_up_percent", settings.warmUpPercent());
    set.put("order_seed", settings.seed());
    set.put("state_backend", "rocksdb, incremental checkpoints, exactly once");
    settings.flink().forEach(set::put);
    set.put("processors", Runtime.getRuntime().availableProcessors());
    if (!profiles.isEmpty()) {
      ObjectNode profile = json.putObject("profile_percent_of_cpu");
      profiles.forEach(
          (variant, of) -> {
            ObjectNode parts = profile.putObject(variant.id());
            of.shares().forEach(parts::put);
          });
    }
    return json.toPrettyString();
  }

  /** Lines for people. */
  public String toTable() {
    StringBuilder text = new StringBuilder(400);
    for (Variant variant : List.of(measured, baseline)) {
      double[] values = values(variant, Measurement::recordsPerSecond);
      text.append(
          String.format(
              Locale.ROOT,
              "%-46s median %,10.0f records/s   least %,10.0f   most %,10.0f   %,6.0f ns of processor each%n",
              variant.name(),
              LedgerBench.median(values),
              Arrays.stream(values).min().orElse(0),
              Arrays.stream(values).max().orElse(0),
              medianCpu(variant)));
    }
    text.append(String.format(Locale.ROOT, "ratio %.3f%n", ratio()));
    profiles.forEach(
        (variant, profile) -> {
          text.append(String.format("processor time of the %s:%n", variant.name()));
          profile
              .shares()
              .forEach(
                  (part, share) ->
                      text.append(String.format(Locale.ROOT, "  %5.1f %%  %s%n", share, part)));
        });
    return text.toString();
  }

  private record Run(int round, Variant variant, Measurement measurement) {}
}
