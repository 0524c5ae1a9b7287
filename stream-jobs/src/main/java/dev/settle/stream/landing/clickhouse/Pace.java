package dev.settle.stream.landing.clickhouse;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows a writer down to what a checkpoint may hold. A Flink writer cannot wait for a checkpoint
 * (the barrier would never pass it), so it is held to a rate: the bytes allowed per interval.
 */
final class Pace {
  /** Longest single wait, so that a barrier is never held up for long. */
  private static final long WAIT_MS_MAX = 500;

  private final long bytesPerInterval;
  private final long intervalNs;
  private final LongSupplier nanoClock;
  private long sinceNs;

  Pace(long bytesPerInterval, Duration interval, LongSupplier nanoClock) {
    this.bytesPerInterval = bytesPerInterval;
    this.intervalNs = interval.toNanos();
    this.nanoClock = nanoClock;
    this.sinceNs = nanoClock.getAsLong();
  }

  /** A checkpoint has taken what was pending. */
  void restart() {
    sinceNs = nanoClock.getAsLong();
  }

  /** How long to wait now, in milliseconds, with this much pending since the last checkpoint. */
  long waitMillis(long pendingBytes) {
    double dueNs = (double) pendingBytes / bytesPerInterval * intervalNs;
    long earlyMs = Math.round((dueNs - (nanoClock.getAsLong() - sinceNs)) / 1_000_000);
    // Up to half of the allowance in a burst: a normal load is never held up.
    return pendingBytes <= bytesPerInterval / 2 || earlyMs <= 0
        ? 0
        : Math.min(earlyMs, WAIT_MS_MAX);
  }
}
