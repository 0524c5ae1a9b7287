package dev.settle.dashboards.query;

import dev.settle.dashboards.query.QueryException.Category;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What one query may take; ClickHouse stops it at the first limit with an error, it never cuts a
 * result in silence.
 *
 * @param rowsMax rows of a result
 * @param resultBytesMax bytes of a result, as ClickHouse holds it
 * @param time running time
 * @param memoryBytesMax memory in ClickHouse
 * @param concurrentMax queries at once, all users together
 */
public record QueryLimits(
    int rowsMax, long resultBytesMax, Duration time, long memoryBytesMax, int concurrentMax) {
  /** For a board that people look at. */
  public static final QueryLimits STANDARD =
      new QueryLimits(10_000, 8_000_000L, Duration.ofSeconds(20), 1_000_000_000L, 8);

  /** For an analyst's own SQL: fewer at once, so that the boards stay quick. */
  public static final QueryLimits EXPLORE =
      new QueryLimits(10_000, 8_000_000L, Duration.ofSeconds(20), 1_000_000_000L, 4);

  /**
   * TIMEOUT_EXCEEDED, TOO_SLOW, MEMORY_LIMIT_EXCEEDED, TOO_MANY_ROWS, TOO_MANY_BYTES,
   * TOO_MANY_ROWS_OR_BYTES.
   */
  private static final Set<Integer> LIMIT_CODES = Set.of(159, 160, 241, 158, 307, 396);

  /** Whether one of ClickHouse's error codes says that a limit was reached. */
  public static boolean isLimit(int code) {
    return LIMIT_CODES.contains(code);
  }

  /** The limits as settings of a request; the answer begins only when the query is through. */
  public Map<String, String> settings() {
    return Map.of(
        "max_result_rows", Integer.toString(rowsMax),
        "max_result_bytes", Long.toString(resultBytesMax),
        "result_overflow_mode", "throw",
        "max_execution_time", Long.toString(time.toSeconds()),
        "timeout_overflow_mode", "throw",
        "max_memory_usage", Long.toString(memoryBytesMax),
        "wait_end_of_query", "1");
  }

  /** What a person is told who reached one. */
  public QueryException exceeded() {
    return new QueryException(
        Category.LIMIT_EXCEEDED,
        "the result is over a limit ("
            + rowsMax
            + " rows, "
            + resultBytesMax / 1_000_000
            + " MB, "
            + time.toSeconds()
            + " s, "
            + memoryBytesMax / 1_000_000
            + " MB of memory): ask for fewer days or a smaller part");
  }
}
