package dev.settle.stream.landing.clickhouse;

import java.io.Serializable;

/**
 * Bounds of what a writer holds.
 *
 * @param blockRowsMax a block is closed at this many rows
 * @param blockBytesMax a block is closed at this many bytes before compression; a single larger row
 *     makes a block by itself
 * @param openPartitionsMax blocks being filled at the same time; the fullest is closed for one more
 * @param pendingBytesSoftMax compressed bytes that a subtask may form within one checkpoint
 *     interval; beyond this pace it waits
 * @param pendingBytesHardMax compressed bytes at which it gives up, because no checkpoint comes
 */
public record BlockLimits(
    int blockRowsMax,
    int blockBytesMax,
    int openPartitionsMax,
    long pendingBytesSoftMax,
    long pendingBytesHardMax)
    implements Serializable {
  /** No block may be larger: ClickHouse takes this many rows as one block, see BlockTable. */
  public static final int BLOCK_ROWS_LIMIT = 1_000_000;

  /** No block may be larger before compression, but for a single row that is. */
  public static final int BLOCK_BYTES_LIMIT = 256 * 1024 * 1024;

  private static final long MIB = 1024 * 1024;

  /** 100,000 rows, 16 MiB; 64 MiB compressed per checkpoint interval, 256 MiB at most. */
  public static final BlockLimits DEFAULT =
      new BlockLimits(100_000, (int) (16 * MIB), 32, 64 * MIB, 256 * MIB);

  /** Checks the bounds against each other. */
  public BlockLimits {
    if (blockRowsMax < 1 || blockBytesMax < 1 || openPartitionsMax < 1) {
      throw new IllegalArgumentException("block limits must be positive");
    }
    if (blockRowsMax > BLOCK_ROWS_LIMIT || blockBytesMax > BLOCK_BYTES_LIMIT) {
      throw new IllegalArgumentException(
          "a block of more than "
              + BLOCK_ROWS_LIMIT
              + " rows or "
              + BLOCK_BYTES_LIMIT
              + " bytes might be cut in two");
    }
    if (pendingBytesSoftMax < 1 || pendingBytesHardMax < pendingBytesSoftMax) {
      throw new IllegalArgumentException("the hard limit must not be below the soft one");
    }
  }
}
