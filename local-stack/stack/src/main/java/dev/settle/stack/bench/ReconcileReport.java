package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured of a night, as JSON for tools and as a table for people. */
public final class ReconcileReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReconcileBenchSettings settings;
  private final List<Run> runs = new ArrayList<>();
  private String found = "";

  ReconcileReport(ReconcileBenchSettings settings) {
    this.settings = settings;
  }

  void add(Run run) {
    runs.add(run);
  }

  void found(String classes) {
    found = classes;
  }

  private double[] seconds(NightPart part) {
    return runs.stream().filter(run -> run.part() == part).mapToDouble(Run::seconds).toArray();
  }

  private double median(NightPart part) {
    return Measurement.median(seconds(part));
  }

  private double linesPerSecond(NightPart part) {
    return settings.rows() / median(part);
  }

  /**
   * One object: {@code intake} in lines/s against both baselines, {@code matching} in seconds, each
   * with value, unit, baseline, baseline_value and ratio.
   */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("benchmark", "reconcile");
    json.put("rows", settings.rows());
    ArrayNode measures = json.putArray("measures");
    rate(measures.addObject(), NightPart.READ);
    rate(measures.addObject(), NightPart.INSERT_READY);
    ObjectNode matching = measures.addObject();
    matching.put("measured", "matching");
    matching.put("value", rounded(median(NightPart.RECONCILE)));
    matching.put("unit", "s");
    matching.put("baseline", NightPart.JOIN.title());
    matching.put("baseline_value", rounded(median(NightPart.JOIN)));
    matching.put("ratio", rounded(median(NightPart.RECONCILE) / median(NightPart.JOIN)));
    json.put("classes", found);
    ArrayNode rounds = json.putArray("rounds");
    for (Run run : runs) {
      ObjectNode node = rounds.addObject();
      node.put("round", run.round());
      node.put("part", run.part().name());
      node.put("seconds", run.seconds());
      node.put("engine_peak_mb", run.enginePeakMb());
      node.put("heap_peak_mb", run.heapPeakMb());
      node.put("load_average_before", run.loadAverage());
    }
    ObjectNode set = json.putObject("settings");
    set.put("seed", settings.seed());
    set.put("engine_memory_mb", settings.engineMemoryMb());
    set.put("heap_mb", settings.heapMb());
    set.put("processors", Runtime.getRuntime().availableProcessors());
    return json.toPrettyString();
  }

  private void rate(ObjectNode node, NightPart baseline) {
    node.put("measured", "intake");
    node.put("value", Math.round(linesPerSecond(NightPart.INTAKE)));
    node.put("unit", "lines/s");
    node.put("baseline", baseline.title());
    node.put("baseline_value", Math.round(linesPerSecond(baseline)));
    node.put("ratio", rounded(linesPerSecond(NightPart.INTAKE) / linesPerSecond(baseline)));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Lines for people. */
  public String toTable() {
    StringBuilder text = new StringBuilder(800);
    for (NightPart part : NightPart.values()) {
      double[] seconds = seconds(part);
      text.append(
          String.format(
              Locale.ROOT,
              "%-50s median %8.2f s (%.2f to %.2f)  %,11.0f rows/s   engine at most %,5d MiB, heap %,4d MiB%n",
              part.title(),
              median(part),
              Arrays.stream(seconds).min().orElse(0),
              Arrays.stream(seconds).max().orElse(0),
              linesPerSecond(part),
              peak(part, true),
              peak(part, false)));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "intake: %.3f of reading, %.3f of inserting; matching: %.2f times the join%n",
            linesPerSecond(NightPart.INTAKE) / linesPerSecond(NightPart.READ),
            linesPerSecond(NightPart.INTAKE) / linesPerSecond(NightPart.INSERT_READY),
            median(NightPart.RECONCILE) / median(NightPart.JOIN)));
    return text.append("found: ").append(found).append('\n').toString();
  }

  private long peak(NightPart part, boolean ofEngine) {
    return runs.stream()
        .filter(run -> run.part() == part)
        .mapToLong(run -> ofEngine ? run.enginePeakMb() : run.heapPeakMb())
        .max()
        .orElse(0);
  }

  /**
   * One run of a part.
   *
   * @param enginePeakMb the engine's process at its highest, resident
   * @param heapPeakMb heap of the night's JVM at its highest
   * @param loadAverage of the machine, when it began
   */
  record Run(
      int round,
      NightPart part,
      double seconds,
      long heapPeakMb,
      long enginePeakMb,
      String loadAverage) {}
}
