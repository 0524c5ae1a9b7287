package dev.settle.dashboards.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong passwords by address; after some the address waits. Safe for many threads. */
final class LoginAttempts {
  static final int WRONG_MAX = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES_MAX = 10_000;

  private record Count(Instant since, int wrong) {}

  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > ADDRESSES_MAX;
        }
      };

  LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the address has to wait. */
  synchronized boolean mustWait(String address) {
    Count count = counts.get(address);
    return count != null && !isOver(count) && count.wrong() >= WRONG_MAX;
  }

  /** Notes a wrong password. */
  synchronized void wrong(String address) {
    Count count = counts.remove(address);
    boolean fresh = count == null || isOver(count);
    counts.put(
        address,
        fresh ? new Count(clock.instant(), 1) : new Count(count.since(), count.wrong() + 1));
  }

  private boolean isOver(Count count) {
    return clock.instant().isAfter(count.since().plus(WINDOW));
  }
}
