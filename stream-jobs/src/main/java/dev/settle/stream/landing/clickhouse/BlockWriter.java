package dev.settle.stream.landing.clickhouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Forms blocks of encoded rows, each of one partition, and hands them over at the checkpoint. It
 * never talks to ClickHouse: what it formed for a checkpoint that did not complete is simply gone
 * and formed again from the source.
 *
 * <p>Cost: the compressed blocks since the last checkpoint are held in memory and written into the
 * checkpoint; {@link BlockLimits} bounds them.
 */
final class BlockWriter implements CommittingSinkWriter<TableRow, Block> {
  private final TableSpec table;
  private final BlockLimits limits;
  private final Pace pace;
  private final Incarnation incarnation;
  private final UUID writer = UUID.randomUUID();
  private final Counter rowsFormed;
  private final Counter bytesFormed;
  private final Map<Integer, BlockBuffer> open = new HashMap<>();
  private List<Block> closed = new ArrayList<>();
  private long closedBytes;
  private long flush;
  private long nextBlock;

  BlockWriter(
      TableSpec table,
      BlockLimits limits,
      Pace pace,
      Incarnation incarnation,
      SinkWriterMetricGroup metrics) {
    this.table = table;
    this.limits = limits;
    this.pace = pace;
    this.incarnation = incarnation;
    this.rowsFormed = metrics.getNumRecordsSendCounter();
    this.bytesFormed = metrics.getNumBytesSendCounter();
    metrics.gauge("pendingBytes", () -> closedBytes);
  }

  @Override
  public void write(TableRow row, Context context) throws IOException, InterruptedException {
    BlockBuffer buffer = open.get(row.partition);
    if (buffer == null) {
      if (open.size() == limits.openPartitionsMax()) {
        closeFullest();
      }
      buffer = new BlockBuffer();
      open.put(row.partition, buffer);
    } else if (buffer.rawBytes() + row.bytes.length > limits.blockBytesMax()) {
      close(row.partition);
      buffer = new BlockBuffer();
      open.put(row.partition, buffer);
    }
    buffer.append(row.bytes);
    rowsFormed.inc();
    if (buffer.rows() >= limits.blockRowsMax()) {
      close(row.partition);
    }
  }

  /** Nothing to do: rows reach ClickHouse at a checkpoint, by the committer, and not before. */
  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public Collection<Block> prepareCommit() {
    // In order of partition, so that the same rows make the same sequence of blocks.
    for (int partition : new TreeMap<>(open).keySet()) {
      seal(partition);
    }
    List<Block> blocks = closed;
    closed = new ArrayList<>();
    closedBytes = 0;
    flush++;
    pace.restart();
    return blocks;
  }

  @Override
  public void close() {
    open.clear();
    closed.clear();
  }

  private void closeFullest() throws IOException, InterruptedException {
    int fullest =
        open.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().rawBytes()))
            .orElseThrow()
            .getKey();
    close(fullest);
  }

  private void close(int partition) throws IOException, InterruptedException {
    seal(partition);
    if (closedBytes > limits.pendingBytesHardMax()) {
      throw new IOException(
          table.name()
              + ": "
              + closedBytes
              + " compressed bytes wait for a checkpoint, the limit is "
              + limits.pendingBytesHardMax()
              + ". Checkpoints do not complete: see the job's checkpoint history; then lower the"
              + " checkpoint interval or raise the limit");
    }
    long waitMs = pace.waitMillis(closedBytes);
    if (waitMs > 0) {
      Thread.sleep(waitMs);
    }
  }

  private void seal(int partition) {
    BlockBuffer buffer = open.remove(partition);
    if (buffer == null) {
      return;
    }
    BlockToken token = new BlockToken(table.shortName(), incarnation, flush, writer, nextBlock++);
    Block block = buffer.close(table, partition, token.toString(), incarnation.origin());
    closed.add(block);
    closedBytes += block.body().length;
    bytesFormed.inc(block.body().length);
  }
}
