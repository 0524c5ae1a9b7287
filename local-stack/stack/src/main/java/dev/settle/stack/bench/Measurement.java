package dev.settle.stack.bench;

import java.util.Arrays;
import java.util.Objects;

/**
 * One run of a job.
 *
 * @param perSecond input units, such as records or payments, a second
 * @param cpuNsEach processor time of the job's JVM for each of them
 * @param measuredMs time that the rate was taken over
 * @param checkpoints checkpoints that committed something
 * @param exact whether the job's start is not in the rate; else the load was too small
 * @param loadAverage of the machine, when it began
 */
record Measurement(
    double perSecond,
    double cpuNsEach,
    long measuredMs,
    int checkpoints,
    boolean exact,
    String loadAverage) {

  /**
   * Of what was committed when.
   *
   * @param perRecord input units a record of the series
   */
  static Measurement of(CommitSeries series, double perRecord, String loadAverage) {
    return new Measurement(
        series.recordsPerSecond() * perRecord,
        series.cpuNsPerRecord() / perRecord,
        series.measured().toMillis(),
        series.steps(),
        series.isExact(),
        loadAverage);
  }

  /** The median; of an even number the mean of the two in the middle. */
  static double median(double... values) {
    double[] sorted = Objects.requireNonNull(values).clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
