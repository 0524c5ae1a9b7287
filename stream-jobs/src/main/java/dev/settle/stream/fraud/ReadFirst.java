package dev.settle.stream.fraud;

import dev.settle.stream.kafka.TopicRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Reference data is of no time: no watermark until the topic has been quiet for a moment, so that
 * no event is judged before the rules that stand there are read; then it is idle, which holds
 * nothing back. A rule that comes later holds from then on.
 */
final class ReadFirst implements WatermarkStrategy<TopicRecord> {
  private static final long serialVersionUID = 1;

  private final Duration quiet;

  ReadFirst(Duration quiet) {
    this.quiet = quiet;
  }

  @Override
  public WatermarkGenerator<TopicRecord> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator(quiet.toNanos());
  }

  private static final class Generator implements WatermarkGenerator<TopicRecord> {
    private final long quietNs;
    private long lastNs = System.nanoTime();
    private boolean read;

    Generator(long quietNs) {
      this.quietNs = quietNs;
    }

    @Override
    public void onEvent(TopicRecord event, long timestamp, WatermarkOutput output) {
      lastNs = System.nanoTime();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      read = read || System.nanoTime() - lastNs >= quietNs;
      if (read) {
        output.markIdle();
      }
    }
  }
}
