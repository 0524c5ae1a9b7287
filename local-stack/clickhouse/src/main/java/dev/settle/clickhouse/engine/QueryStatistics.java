package dev.settle.clickhouse.engine;

/**
 * What a query read and wrote, as the engine counted it.
 *
 * @param readRows rows read from tables and table functions
 * @param readBytes bytes of these rows in memory
 * @param writtenRows rows written, materialized views included
 * @param writtenBytes bytes of these rows in memory
 * @param resultRows rows of the result
 * @param resultBytes bytes of the result in memory
 */
public record QueryStatistics(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes) {
  /** Nothing read, nothing written. */
  public static final QueryStatistics NONE = new QueryStatistics(0, 0, 0, 0, 0, 0);

  /** The sum of two parts of one query. */
  public QueryStatistics plus(QueryStatistics other) {
    return new QueryStatistics(
        readRows + other.readRows,
        readBytes + other.readBytes,
        writtenRows + other.writtenRows,
        writtenBytes + other.writtenBytes,
        resultRows + other.resultRows,
        resultBytes + other.resultBytes);
  }
}
