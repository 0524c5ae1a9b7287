package dev.settle.stream.landing.clickhouse;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to try a block again before the job fails and comes back with it from the checkpoint.
 *
 * @param first wait after the first failure; doubles from then on
 * @param longest longest wait between two attempts
 * @param attemptsMax attempts at most
 */
public record RetryPolicy(Duration first, Duration longest, int attemptsMax)
    implements Serializable {
  /** 100 ms, doubling to 5 s, 18 attempts: about a minute. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), 18);

  /** Wait before the next attempt. */
  Duration waitAfter(int failedAttempts) {
    // The shift is bounded, so that it cannot overflow.
    long millis = first.toMillis() << Math.min(failedAttempts - 1, 20);
    return Duration.ofMillis(Math.min(millis, longest.toMillis()));
  }
}
