package dev.settle.stack.bench;

import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One job over the whole input, watched until all of it is committed. */
final class JobRun {
  /** A job that commits nothing for so long does not go on. */
  static final Duration STALLED_AFTER = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(50);

  /** How far a job is. */
  interface Committed {
    /** Records that are committed by now. */
    long records() throws InterruptedException;
  }

  private final Committed committed;
  private final long expectedRecords;
  private final long warmUpRecords;

  /**
   * A run.
   *
   * @param expectedRecords records that must be committed in the end
   * @param warmUpRecords the first so many do not count
   */
  JobRun(Committed committed, long expectedRecords, long warmUpRecords) {
    this.committed = committed;
    this.expectedRecords = expectedRecords;
    this.warmUpRecords = warmUpRecords;
  }

  /**
   * Runs the job of this process to the end of its input.
   *
   * @param profile where to write the stacks of the measured time; null for none
   * @throws ServerFailedException when the job fails or stalls
   */
  CommitSeries run(JobProcess job, @Nullable Path profile)
      throws IOException, InterruptedException {
    CommitSeries series = new CommitSeries(System.nanoTime(), warmUpRecords);
    long lastEnd = 0;
    long lastProgressNs = System.nanoTime();
    boolean profiling = false;
    while (lastEnd < expectedRecords) {
      job.requireAlive();
      long end = committed.records();
      long nowNs = System.nanoTime();
      if (end > lastEnd) {
        series.sample(nowNs, end, job.cpuNs());
        lastEnd = end;
        lastProgressNs = nowNs;
        if (profile != null && !profiling && series.isWarm()) {
          job.startProfile();
          profiling = true;
        }
      } else if (nowNs - lastProgressNs > STALLED_AFTER.toNanos()) {
        throw new ServerFailedException(
            "nothing was committed for %d s after %d records of %d; see %s"
                .formatted(STALLED_AFTER.toSeconds(), end, expectedRecords, job.logFile()));
      }
      Thread.sleep(POLL.toMillis());
    }
    if (profile != null && profiling) {
      job.stopProfile(profile);
    }
    return series;
  }
}
