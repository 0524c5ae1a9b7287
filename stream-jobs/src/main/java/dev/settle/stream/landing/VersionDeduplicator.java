package dev.settle.stream.landing;

import dev.settle.stream.landing.clickhouse.TableRow;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets each version of an entity through once: a row whose rank is not above the last one seen is a
 * repetition, as the connector makes after a crash. Keyed by entity.
 *
 * <p>State: one long per entity, for as long as a repetition can come. The connector repeats what
 * it had not yet noted, which is seconds to minutes; the time to live covers an outage of that
 * length. With it the state is bounded by the entities that changed in that time.
 */
public final class VersionDeduplicator extends KeyedProcessFunction<String, TableRow, TableRow> {
  private static final long serialVersionUID = 1;

  /** Entries that RocksDB's compaction looks at before it asks for the time again. */
  private static final int QUERY_TIME_AFTER_ENTRIES = 10_000;

  private final @Nullable Duration timeToLive;
  private transient Counter repeated = new SimpleCounter();

  @SuppressWarnings("NullAway.Init") // set by Flink's open before the first element
  private transient ValueState<Long> lastRank;

  /**
   * An operator.
   *
   * @param timeToLive since the entity's last change; null keeps the state for ever
   */
  public VersionDeduplicator(@Nullable Duration timeToLive) {
    this.timeToLive = timeToLive;
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("last-rank", Types.LONG);
    if (timeToLive != null) {
      descriptor.enableTimeToLive(
          StateTtlConfig.newBuilder(timeToLive)
              .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
              .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
              .cleanupInRocksdbCompactFilter(QUERY_TIME_AFTER_ENTRIES)
              .cleanupIncrementally(10, false)
              .cleanupFullSnapshot()
              .build());
    }
    lastRank = getRuntimeContext().getState(descriptor);
    repeated = getRuntimeContext().getMetricGroup().addGroup("landing").counter("repeated");
  }

  @Override
  public void processElement(TableRow row, Context context, Collector<TableRow> out)
      throws Exception {
    Long last = lastRank.value();
    if (last != null && row.rank <= last) {
      repeated.inc();
      return;
    }
    lastRank.update(row.rank);
    out.collect(row);
  }
}
