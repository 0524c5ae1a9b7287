package dev.settle.stream.fraud;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Time is when a payment was paid. The watermark of a partition is behind its newest payment by the
 * time by which payments may be out of order. A partition that has had none for a while holds the
 * others back no longer; and it comes up to the newest payment of all that the subtask reads, so
 * that the last payments before traffic ends are judged too.
 */
final class EventTime implements WatermarkStrategy<CapturedEvent> {
  private static final long serialVersionUID = 1;

  private final Duration outOfOrderness;
  private final Duration idleAfter;

  /** Newest payment of the subtask, which has a copy of this object for itself. */
  private transient @Nullable AtomicLong newest;

  EventTime(Duration outOfOrderness, Duration idleAfter) {
    this.outOfOrderness = outOfOrderness;
    this.idleAfter = idleAfter;
  }

  @Override
  public TimestampAssigner<CapturedEvent> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (captured, kafkaTime) -> captured.event().time();
  }

  @Override
  public WatermarkGenerator<CapturedEvent> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    AtomicLong shared = newest;
    if (shared == null) {
      shared = new AtomicLong(Long.MIN_VALUE);
      newest = shared;
    }
    return new Generator(context.getInputActivityClock(), shared);
  }

  private final class Generator implements WatermarkGenerator<CapturedEvent> {
    /** Stands still while the partition is held back or the job is busy. */
    private final RelativeClock clock;

    private final AtomicLong newestOfAll;
    private long newestHere = Long.MIN_VALUE;
    private long lastEventNs;

    Generator(RelativeClock clock, AtomicLong newestOfAll) {
      this.clock = clock;
      this.newestOfAll = newestOfAll;
      this.lastEventNs = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(CapturedEvent event, long time, WatermarkOutput output) {
      lastEventNs = clock.relativeTimeNanos();
      if (time > newestHere) {
        newestHere = time;
        newestOfAll.accumulateAndGet(time, Math::max);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (clock.relativeTimeNanos() - lastEventNs >= idleAfter.toNanos()) {
        if (newestOfAll.get() > Long.MIN_VALUE) {
          output.emitWatermark(new Watermark(newestOfAll.get()));
        }
        output.markIdle();
      } else if (newestHere > Long.MIN_VALUE) {
        // Another may come with the same time as the newest: hence one below.
        output.emitWatermark(new Watermark(newestHere - outOfOrderness.toMillis() - 1));
      }
    }
  }
}
