package dev.settle.stack.lifecycle;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that lasts and has state, for {@link LocalStackIT} to submit. */
public final class TickingJob {

  static final String NAME = "ticking";

  private TickingJob() {}

  /** Runs in the cluster. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    DataGeneratorSource<Long> ticks =
        new DataGeneratorSource<>(
            TickingJob::tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(10), Types.LONG);
    environment
        .fromSource(ticks, WatermarkStrategy.noWatermarks(), "ticks")
        .uid("ticks")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.execute(NAME);
  }

  private static Long tick(Long number) {
    return number;
  }
}
