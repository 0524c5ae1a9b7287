package dev.settle.stream.fraud;

import java.time.Duration;
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
 * time by which payments may be out of order. A partition that has had none for a while rests: it
 * holds the others back no longer. When all that the subtask reads rest, time comes up to the
 * newest payment of all, so that the last payments before traffic ends are judged too.
 *
 * <p><b>After an outage</b> of the broker or the connector, in which all rested, partitions come
 * back one after the other, each with what was paid meanwhile. The first must not take time past
 * what the others are still to bring. So it wakes all partitions of the subtask, which hold time
 * back again until they have a payment or have waited as long as before; and for {@link #GATHER}
 * time stands still, so that other subtasks, which know nothing of it, wake too.
 *
 * <p><b>A partition that Flink holds back must not rest.</b> Flink up to 2.2 never reads one again
 * that becomes idle while it is held back for the alignment of watermarks (FLINK-40093), and a
 * watermark ahead of the alignment is what it is held back for. So a partition rests without a
 * watermark and while its clock runs, and what takes time to the newest payment is the generator of
 * the subtask, which no partition is held back for.
 */
final class EventTime implements WatermarkStrategy<CapturedEvent> {
  private static final long serialVersionUID = 1;

  /** Partitions of all subtasks have a payment again within this, or those of one do not count. */
  static final Duration GATHER = Duration.ofSeconds(3);

  private final Duration outOfOrderness;
  private final Duration idleAfter;

  /** Of the subtask, which has a copy of this object for itself. */
  private transient @Nullable Partitions partitions;

  EventTime(Duration outOfOrderness, Duration idleAfter) {
    this.outOfOrderness = outOfOrderness;
    this.idleAfter = idleAfter;
  }

  @Override
  public TimestampAssigner<CapturedEvent> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (captured, kafkaTime) -> captured.event().time();
  }

  /**
   * The first one is the subtask's, for what is of no partition: Flink makes the output of each
   * partition from the output that has it.
   */
  @Override
  public WatermarkGenerator<CapturedEvent> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    Partitions ofSubtask = partitions;
    if (ofSubtask == null) {
      ofSubtask = new Partitions();
      partitions = ofSubtask;
      return new SubtaskGenerator(context.getInputActivityClock(), ofSubtask);
    }
    return new PartitionGenerator(context.getInputActivityClock(), ofSubtask);
  }

  /** What the partitions of a subtask know of each other; one thread reads them all. */
  private static final class Partitions {
    private long newest = Long.MIN_VALUE;
    private long newestAtRest = Long.MIN_VALUE;
    private int awake;

    /** So often they were woken. */
    private int wakes;

    /** Wakes all of them, who rest: payments came, here or at others. */
    void wake() {
      wakes++;
      newestAtRest = newest;
    }
  }

  private final class PartitionGenerator implements WatermarkGenerator<CapturedEvent> {
    /** Stands still while the partition is held back or the job is busy. */
    private final RelativeClock clock;

    private final Partitions all;
    private long newestHere = Long.MIN_VALUE;
    private boolean rests;
    private long activeNs;
    private int wakesSeen;
    private long gatheredNs;

    PartitionGenerator(RelativeClock clock, Partitions all) {
      this.clock = clock;
      this.all = all;
      this.wakesSeen = all.wakes;
      this.activeNs = clock.relativeTimeNanos();
      this.gatheredNs = activeNs;
      all.awake++;
    }

    @Override
    public void onEvent(CapturedEvent event, long time, WatermarkOutput output) {
      activeNs = clock.relativeTimeNanos();
      if (all.awake == 0) {
        all.wake();
      }
      wake();
      newestHere = Math.max(newestHere, time);
      all.newest = Math.max(all.newest, time);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      long now = clock.relativeTimeNanos();
      if (wakesSeen != all.wakes) {
        wakesSeen = all.wakes;
        activeNs = now;
        gatheredNs = now + GATHER.toNanos();
        wake();
        output.markActive();
        if (all.newestAtRest > Long.MIN_VALUE) {
          // Flink tells the next step that the subtask is back only with a watermark that is new.
          output.emitWatermark(new Watermark(all.newestAtRest + 1));
        }
      }
      // Nanoseconds have passed since it was read above, unless it stands still.
      boolean clockRuns = clock.relativeTimeNanos() > now;
      if (rests || (clockRuns && now - activeNs >= idleAfter.toNanos())) {
        rest(output);
      } else if (now >= gatheredNs && newestHere > Long.MIN_VALUE) {
        // Another may come with the same time as the newest: hence one below.
        output.emitWatermark(new Watermark(newestHere - outOfOrderness.toMillis() - 1));
      }
    }

    private void wake() {
      if (rests) {
        rests = false;
        all.awake++;
      }
    }

    private void rest(WatermarkOutput output) {
      if (!rests) {
        rests = true;
        all.awake--;
      }
      output.markIdle();
    }
  }

  /**
   * Gets no payments of partitions; says what time it is when all rest. A subtask that Flink holds
   * back, since it is ahead of others, reads nothing: it must not be idle, or the others take time
   * past what it has not read.
   */
  private final class SubtaskGenerator implements WatermarkGenerator<CapturedEvent> {
    /** Stands still while the subtask is held back or the job is busy. */
    private final RelativeClock clock;

    private final Partitions all;
    private final long startNs;
    private boolean idle;
    private int wakesSeen;

    /** All payments of a source that does not tell partitions apart. */
    private @Nullable PartitionGenerator only;

    SubtaskGenerator(RelativeClock clock, Partitions all) {
      this.clock = clock;
      this.all = all;
      this.startNs = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(CapturedEvent event, long time, WatermarkOutput output) {
      if (only == null) {
        only = new PartitionGenerator(clock, all);
      }
      only.onEvent(event, time, output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (only != null) {
        only.onPeriodicEmit(output);
        return;
      }
      if (wakesSeen != all.wakes) {
        wakesSeen = all.wakes;
        idle = false;
        // Where nothing was paid before, no watermark of a partition says it.
        output.markActive();
      }
      long now = clock.relativeTimeNanos();
      // Partitions are given to the subtask some time after the start.
      if (all.awake == 0 && now - startNs >= idleAfter.toNanos()) {
        if (all.newest > Long.MIN_VALUE) {
          output.emitWatermark(new Watermark(all.newest));
        }
        boolean clockRuns = clock.relativeTimeNanos() > now;
        if (clockRuns) {
          idle = true;
          output.markIdle();
        } else if (idle) {
          all.wake();
        }
      }
    }
  }
}
