package dev.settle.stream.landing.clickhouse;

/**
 * A committable: rows of one partition of one table, as they will be sent. One block makes one
 * part, so it is in the table as a whole or not at all. It says by itself how it is to be inserted,
 * so that a savepoint outlives a change of the job's column list.
 *
 * @param table name with database
 * @param insertColumns column list that the rows were encoded for
 * @param partition partition of all rows
 * @param token {@link BlockToken} as text
 * @param origin incarnation of the job that formed it: job id and restored checkpoint
 * @param rows number of rows
 * @param rawBytes size of the rows before compression
 * @param firstRow first row, encoded, to find the block in the table
 * @param lastRow last row, encoded; the same as the first in a block of one
 * @param body the rows in ClickHouse's native compressed framing (LZ4, with checksums); not to be
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by token; the arrays are never changed
public record Block(
    String table,
    String insertColumns,
    int partition,
    String token,
    String origin,
    int rows,
    long rawBytes,
    byte[] firstRow,
    byte[] lastRow,
    byte[] body) {
  /** Two blocks are the same when their tokens are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && token.equals(block.token);
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  /** For logs: no rows. */
  @Override
  public String toString() {
    return token + " (" + rows + " rows, " + body.length + " bytes)";
  }
}
