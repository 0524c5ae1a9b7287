package dev.settle.stream.landing.clickhouse;

/**
 * A block being filled: rows are compressed as they come, so that only one frame is held raw. Used
 * once.
 */
final class BlockBuffer {
  private final CompressedFrames frames = new CompressedFrames();
  private byte[] firstRow = new byte[0];
  private byte[] lastRow = new byte[0];
  private int rows;
  private long rawBytes;

  void append(byte[] row) {
    frames.write(row);
    if (rows == 0) {
      firstRow = row;
    }
    lastRow = row;
    rows++;
    rawBytes += row.length;
  }

  int rows() {
    return rows;
  }

  long rawBytes() {
    return rawBytes;
  }

  Block close(TableSpec table, int partition, String token, String origin) {
    return new Block(
        table.name(),
        table.insertColumns(),
        partition,
        token,
        origin,
        rows,
        rawBytes,
        firstRow,
        lastRow,
        frames.finish());
  }
}
