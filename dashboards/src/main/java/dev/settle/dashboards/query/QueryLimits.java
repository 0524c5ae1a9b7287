package dev.settle.dashboards.query;

import java.time.Duration;

/**
 * What one query may take; ClickHouse stops it at the first limit with an error, it never cuts a
 * result in silence.
 *
 * @param rowsMax rows of a result
 * @param time running time
 * @param memoryBytesMax memory in ClickHouse
 * @param concurrentMax queries at once, all users together
 */
public record QueryLimits(int rowsMax, Duration time, long memoryBytesMax, int concurrentMax) {
  /** For a board that people look at. */
  public static final QueryLimits STANDARD =
      new QueryLimits(10_000, Duration.ofSeconds(20), 1_000_000_000L, 8);
}
