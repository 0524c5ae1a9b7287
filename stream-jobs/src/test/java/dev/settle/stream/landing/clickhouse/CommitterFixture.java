package dev.settle.stream.landing.clickhouse;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/** A writer and committers of one table, driven by hand, as Flink's sink operators would. */
public final class CommitterFixture {
  private static final Incarnation FIRST_LIFE = new Incarnation("aa", 0, 0);
  private static final Incarnation SECOND_LIFE = new Incarnation("aa", 5, 0);
  private static final RetryPolicy FEW_RETRIES =
      new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(50), 3);

  private final TableSpec table;
  private final ClickHouseAddress address;
  private final BlockWriter writer;

  /** For one table of the server at the URL. */
  public CommitterFixture(TableSpec table, String url) {
    this.table = table;
    this.address = new ClickHouseAddress(URI.create(url), "default", "");
    this.writer =
        new BlockWriter(
            table,
            BlockLimits.DEFAULT,
            new Pace(1 << 30, Duration.ofMillis(1), System::nanoTime),
            FIRST_LIFE,
            UnregisteredMetricsGroup.createSinkWriterMetricGroup());
  }

  /** Forms the blocks of the rows. */
  public List<Block> blocks(Collection<TableRow> rows) throws IOException, InterruptedException {
    for (TableRow row : rows) {
      write(row);
    }
    return takeBlocks();
  }

  /** Adds a row to the block being formed. */
  public void write(TableRow row) throws IOException, InterruptedException {
    writer.write(row, NoContext.INSTANCE);
  }

  /** The blocks of the rows since the last call, as at a checkpoint. */
  public List<Block> takeBlocks() {
    return List.copyOf(writer.prepareCommit());
  }

  /** Commits blocks as the incarnation that formed them. */
  public void commit(Collection<Block> blocks) throws IOException, InterruptedException {
    commit(blocks, FIRST_LIFE);
  }

  /** Commits blocks as one that found them in its checkpoint. */
  public void commitRestored(Collection<Block> blocks) throws IOException, InterruptedException {
    commit(blocks, SECOND_LIFE);
  }

  private void commit(Collection<Block> blocks, Incarnation life)
      throws IOException, InterruptedException {
    try (BlockCommitter committer =
        new BlockCommitter(
            table,
            life.origin(),
            new BlockTable(table, life.subtask(), new ClickHouseHttp(address)),
            FEW_RETRIES,
            new LandingMetrics(new UnregisteredMetricsGroup(), table))) {
      committer.commit(blocks.stream().<Committer.CommitRequest<Block>>map(Request::new).toList());
    }
  }

  private enum NoContext implements SinkWriter.Context {
    INSTANCE;

    @Override
    public long currentWatermark() {
      return Long.MIN_VALUE;
    }

    @Override
    public @Nullable Long timestamp() {
      return null;
    }
  }

  /** The committer decides everything by itself or throws; no signal is expected. */
  private record Request(Block block) implements Committer.CommitRequest<Block> {
    @Override
    public Block getCommittable() {
      return block;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
      throw new AssertionError("a block must never be dropped", t);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("retries are the committer's own");
    }

    @Override
    public void updateAndRetryLater(Block other) {
      throw new AssertionError("a block never changes");
    }

    @Override
    public void signalAlreadyCommitted() {
      throw new AssertionError("not used");
    }
  }
}
