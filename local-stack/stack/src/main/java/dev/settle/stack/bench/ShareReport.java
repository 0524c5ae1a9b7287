package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of the step share, as JSON for tools and as a table for people. */
public final class ShareReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASELINE = "read the ledger's rows, write as many lines";

  private final ReconcileBenchSettings settings;
  private final List<Run> runs = new ArrayList<>();

  ShareReport(ReconcileBenchSettings settings) {
    this.settings = settings;
  }

  void add(Run run) {
    runs.add(run);
  }

  private double median(String part) {
    return Measurement.median(
        runs.stream().filter(run -> run.part().equals(part)).mapToDouble(Run::seconds).toArray());
  }

  private double ratio() {
    return median(ShareBench.SHARE) / median(ShareBench.WRITE_LINES);
  }

  /** One object: the step in seconds with baseline, baseline_value and ratio; then all runs. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("benchmark", "share");
    json.put("rows", settings.rows());
    ObjectNode measure = json.putArray("measures").addObject();
    measure.put("measured", "share");
    measure.put("value", rounded(median(ShareBench.SHARE)));
    measure.put("unit", "s");
    measure.put("baseline", BASELINE);
    measure.put("baseline_value", rounded(median(ShareBench.WRITE_LINES)));
    measure.put("ratio", rounded(ratio()));
    ArrayNode all = json.putArray("rounds");
    for (Run run : runs) {
      ObjectNode node = all.addObject();
      node.put("part", run.part());
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

  /** One line for people. */
  public String toTable() {
    return String.format(
        Locale.ROOT,
        "share: median %.2f s, %,.0f rows/s; %s: median %.2f s; ratio %.2f%n",
        median(ShareBench.SHARE),
        settings.rows() / median(ShareBench.SHARE),
        BASELINE,
        median(ShareBench.WRITE_LINES),
        ratio());
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /**
   * One run of a part.
   *
   * @param enginePeakMb the engine's process at its highest, resident
   * @param heapPeakMb heap of the night's JVM at its highest
   * @param loadAverage of the machine, when it began
   */
  record Run(String part, double seconds, long heapPeakMb, long enginePeakMb, String loadAverage) {
    String text(long rows) {
      return String.format(
          Locale.ROOT,
          "%-12s %8.2f s  %,11.0f rows/s   engine %,5d MiB, heap %,4d MiB, load %s",
          part,
          seconds,
          rows / seconds,
          enginePeakMb,
          heapPeakMb,
          loadAverage);
    }
  }
}
