package dev.settle.stack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many records of a topic were committed at which time. Output of an exactly-once job grows in
 * steps, one a checkpoint, so a rate is only exact between two steps: it is taken from the first
 * step after the warm-up, in which the JVM compiles the job, to the last one that left input to be
 * read: neither the job's start nor the wait for the last checkpoint counts. Output that came in
 * too few steps has only a rough rate, in which all of that counts.
 */
final class CommitSeries {
  /** Steps of one checkpoint on several partitions and subtasks are closer than this. */
  private static final long QUIET_NS = Duration.ofMillis(400).toNanos();

  private final Step start;
  private final long warmUpRecords;
  private final List<Step> steps = new ArrayList<>();
  private long lastChangeNs;

  /**
   * The samples of a job.
   *
   * @param startNs when it was started
   * @param warmUpRecords records that must be committed before the rate is taken
   */
  CommitSeries(long startNs, long warmUpRecords) {
    this.start = new Step(startNs, 0, 0);
    this.warmUpRecords = warmUpRecords;
  }

  /**
   * Takes a sample.
   *
   * @param timeNs when
   * @param committed records committed by then
   * @param cpuNs processor time that the job had used by then
   */
  void sample(long timeNs, long committed, long cpuNs) {
    Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (committed <= (last == null ? 0 : last.committed())) {
      return;
    }
    if (last != null && timeNs - lastChangeNs < QUIET_NS) {
      steps.set(steps.size() - 1, new Step(last.timeNs(), committed, last.cpuNs()));
    } else {
      steps.add(new Step(timeNs, committed, cpuNs));
    }
    lastChangeNs = timeNs;
  }

  /** Steps seen so far. */
  int steps() {
    return steps.size();
  }

  /** Committed records a second. */
  double recordsPerSecond() {
    return (last().committed() - first().committed()) * 1e9 / (last().timeNs() - first().timeNs());
  }

  /**
   * Processor time of the job for each committed record, ns. Other work on the machine changes it
   * much less than the rate.
   */
  double cpuNsPerRecord() {
    return (double) (last().cpuNs() - first().cpuNs()) / (last().committed() - first().committed());
  }

  /** Between the steps that count. */
  Duration measured() {
    return Duration.ofNanos(last().timeNs() - first().timeNs());
  }

  /** Whether the job is warm, so that what is committed from now on counts. */
  boolean isWarm() {
    return firstWarm() < steps.size();
  }

  /** Whether neither the job's start nor its end is in the rate. */
  boolean isExact() {
    return firstWarm() < steps.size() - 2;
  }

  private int firstWarm() {
    int step = 0;
    while (step < steps.size() && steps.get(step).committed() < warmUpRecords) {
      step++;
    }
    return step;
  }

  private Step first() {
    return isExact() ? steps.get(firstWarm()) : start;
  }

  private Step last() {
    return steps.get(steps.size() - (isExact() ? 2 : 1));
  }

  private record Step(long timeNs, long committed, long cpuNs) {}
}
