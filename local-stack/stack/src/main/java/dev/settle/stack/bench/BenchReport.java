package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private final String benchmark;
  private final String unit;
  private final JobBenchSettings settings;
  private final Variant measured;
  private final Variant baseline;
  private final List<Run> runs = new ArrayList<>();
  private final Map<Variant, CpuProfile> profiles = new LinkedHashMap<>();
  private final ObjectNode about = JSON.createObjectNode();
  private final ObjectNode load = JSON.createObjectNode();
  private final StringBuilder more = new StringBuilder();

  /**
   * An empty report.
   *
   * @param unit of the rate
   */
  BenchReport(
      String benchmark,
      String unit,
      JobBenchSettings settings,
      Variant measured,
      Variant baseline) {
    this.benchmark = benchmark;
    this.unit = unit;
    this.settings = settings;
    this.measured = measured;
    this.baseline = baseline;
  }

  /** The unit without the words before it. */
  String shortUnit() {
    return unit.substring(unit.lastIndexOf(' ') + 1);
  }

  /** One more figure of the JSON object. */
  void about(String name, long value) {
    about.put(name, value);
  }

  /** One more part of it. */
  ObjectNode part(String name) {
    return about.putObject(name);
  }

  /** One more list of it. */
  ArrayNode list(String name) {
    return about.putArray(name);
  }

  /** What the load is. */
  ObjectNode load() {
    return load;
  }

  /** Lines for people after all others. */
  void tell(String lines) {
    more.append(lines);
  }

  void add(int round, Variant variant, Measurement measurement) {
    runs.add(new Run(round, variant, measurement));
  }

  void profile(Variant variant, CpuProfile profile) {
    profiles.put(variant, profile);
  }

  /** What the rate counts, in the singular. */
  private String each() {
    return shortUnit().replace("s/s", "");
  }

  private double[] values(Variant variant, ToDoubleFunction<Measurement> of) {
    return runs.stream()
        .filter(run -> run.variant().equals(variant))
        .mapToDouble(run -> of.applyAsDouble(run.measurement()))
        .toArray();
  }

  private double median(Variant variant) {
    return Measurement.median(values(variant, Measurement::perSecond));
  }

  private double medianCpu(Variant variant) {
    return Measurement.median(values(variant, Measurement::cpuNsEach));
  }

  /** Median of the measured divided by the median of the baseline. */
  public double ratio() {
    return median(measured) / median(baseline);
  }

  /** One object: value, unit, baseline, baseline_value, ratio, and what was run. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("benchmark", benchmark);
    json.put("measured", measured.name());
    json.put("value", Math.round(median(measured)));
    json.put("unit", unit);
    json.put("baseline", baseline.name());
    json.put("baseline_value", Math.round(median(baseline)));
    json.put("ratio", Math.round(ratio() * 1000) / 1000.0);
    String each = each();
    json.put("cpu_ns_per_" + each, Math.round(medianCpu(measured)));
    json.put("baseline_cpu_ns_per_" + each, Math.round(medianCpu(baseline)));
    ArrayNode rounds = json.putArray("rounds");
    for (Run run : runs) {
      ObjectNode node = rounds.addObject();
      node.put("round", run.round());
      node.put("variant", run.variant().id());
      node.put(each + "s_per_s", Math.round(run.measurement().perSecond()));
      node.put("cpu_ns_per_" + each, Math.round(run.measurement().cpuNsEach()));
      node.put("measured_ms", run.measurement().measuredMs());
      node.put("checkpoints", run.measurement().checkpoints());
      node.put("exact", run.measurement().exact());
      node.put("load_average_before", run.measurement().loadAverage());
    }
    json.setAll(about);
    json.set("load", load);
    settings.describe(json.putObject("settings"));
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
      double[] values = values(variant, Measurement::perSecond);
      text.append(
          String.format(
              Locale.ROOT,
              "%-46s median %,10.0f %s   least %,10.0f   most %,10.0f   %,6.0f ns of processor each%n",
              variant.name(),
              Measurement.median(values),
              shortUnit(),
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
    return text.append(more).toString();
  }

  private record Run(int round, Variant variant, Measurement measurement) {}
}
