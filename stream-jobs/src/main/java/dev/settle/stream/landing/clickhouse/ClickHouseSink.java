package dev.settle.stream.landing.clickhouse;

import java.time.Duration;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Lands encoded rows in one ClickHouse table, exactly once with checkpoints on. Rows become visible
 * when the checkpoint that they belong to completes.
 *
 * <p>The table must keep insert tokens ({@code non_replicated_deduplication_window}, or replicated)
 * and be partitioned by what {@link TableRow#partition} says. A table per sink; the same class for
 * all.
 */
public final class ClickHouseSink implements Sink<TableRow>, SupportsCommitter<Block> {
  private static final long serialVersionUID = 1;

  private final TableSpec table;
  private final ClickHouseAddress address;
  private final BlockLimits limits;
  private final RetryPolicy retries;
  private final Duration checkpointInterval;

  /**
   * A sink.
   *
   * @param checkpointInterval the job's, by which the writer paces what it forms
   */
  public ClickHouseSink(
      TableSpec table,
      ClickHouseAddress address,
      BlockLimits limits,
      RetryPolicy retries,
      Duration checkpointInterval) {
    this.table = table;
    this.address = address;
    this.limits = limits;
    this.retries = retries;
    this.checkpointInterval = checkpointInterval;
  }

  @Override
  public SinkWriter<TableRow> createWriter(WriterInitContext context) {
    return new BlockWriter(
        table,
        limits,
        new Pace(limits.pendingBytesSoftMax(), checkpointInterval, System::nanoTime),
        Incarnation.of(context),
        context.metricGroup());
  }

  @Override
  public Committer<Block> createCommitter(CommitterInitContext context) {
    Incarnation incarnation = Incarnation.of(context);
    return new BlockCommitter(
        table,
        incarnation.origin(),
        new BlockTable(table, incarnation.subtask(), new ClickHouseHttp(address)),
        retries,
        new LandingMetrics(context.metricGroup(), table));
  }

  @Override
  public SimpleVersionedSerializer<Block> getCommittableSerializer() {
    return new BlockSerializer();
  }
}
