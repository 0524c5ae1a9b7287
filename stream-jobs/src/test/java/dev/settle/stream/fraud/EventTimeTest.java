package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stream.fraud.rule.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/**
 * The partitions of one subtask, their watermarks put together as Flink's source does it: beside
 * their generators it makes one for what is of no partition, whose watermark goes straight on.
 */
class EventTimeTest {
  private static final Duration IDLE_AFTER = Duration.ofSeconds(30);
  private static final Duration GATHER = EventTime.GATHER;

  private final EventTime strategy = new EventTime(Duration.ofSeconds(5), IDLE_AFTER);
  private final Combined combined = new Combined();
  private final Side mainSide = new Side();
  private final Side partitionsSide = new Side();
  private final WatermarkOutputMultiplexer multiplexer =
      new WatermarkOutputMultiplexer(partitionsSide);
  private final ActivityClock mainClock = new ActivityClock();
  private final WatermarkGenerator<CapturedEvent> main;
  private final List<WatermarkGenerator<CapturedEvent>> generators = new ArrayList<>();

  /** Of each partition its own: it stands while the partition is held back. */
  private final List<ActivityClock> clocks = new ArrayList<>();

  private long newestOfAPartition = Long.MIN_VALUE;

  EventTimeTest() {
    main = strategy.createWatermarkGenerator(new Context(mainClock));
    for (int partition = 0; partition < 2; partition++) {
      ActivityClock clock = new ActivityClock();
      clocks.add(clock);
      generators.add(strategy.createWatermarkGenerator(new Context(clock)));
      multiplexer.registerNewOutput(name(partition), new OfPartition());
    }
  }

  @Test
  void shouldBeBehindTheNewestPaymentOfThePartitionThatIsBehind() {
    pay(0, 100_000);
    pay(1, 90_000);
    pay(1, 80_000);
    emit();
    assertThat(combined.watermark).isEqualTo(84_999);
    pay(1, 200_000);
    emit();
    assertThat(combined.watermark).isEqualTo(94_999);
  }

  @Test
  void shouldWaitForAPartitionThatHasHadNoPaymentYet() {
    pay(0, 100_000);
    pass(IDLE_AFTER.minusMillis(1), 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldNoLongerBeHeldBackByAPartitionThatIsIdle() {
    pay(0, 100_000);
    pay(1, 90_000);
    pass(IDLE_AFTER.minusMillis(1), 0, 1);
    pay(0, 130_000);
    emit();
    assertThat(combined.watermark).isEqualTo(84_999);
    pass(Duration.ofMillis(1), 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(124_999);
    assertThat(combined.idle).isFalse();
  }

  @Test
  void shouldComeUpToTheNewestPaymentWhenNoPartitionHasAny() {
    rest();
  }

  @Test
  void shouldStayBehindThePartitionsThatHavePaymentsHoweverLongTheJobRuns() {
    pay(0, 100_000);
    pay(1, 90_000);
    pass(IDLE_AFTER.dividedBy(2), 0, 1);
    pay(0, 110_000);
    pay(1, 105_000);
    pass(IDLE_AFTER.dividedBy(2), 0, 1);
    pay(0, 120_000);
    emit();
    assertThat(combined.watermark).isEqualTo(99_999);
    assertThat(combined.idle).isFalse();
  }

  @Test
  void shouldNotTakeAPartitionAheadOfItsOwnPayments() {
    rest();
    assertThat(newestOfAPartition)
        .as("it would be held back for that, for ever")
        .isLessThan(95_000);
  }

  @Test
  void shouldTellOtherSubtasksOfTheFirstPaymentAfterNoneForLong() {
    pass(IDLE_AFTER, 0, 1);
    emit();
    assertThat(combined.idle).isTrue();
    pay(0, 100_000);
    emit();
    assertThat(combined.idle).isFalse();
    assertThat(combined.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldSayNothingWhenNothingWasEverPaid() {
    pass(IDLE_AFTER, 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(Long.MIN_VALUE);
    assertThat(combined.idle).isTrue();
  }

  @Test
  void shouldGoOnWithAPartitionThatReturnsWhileAnotherIsAwake() {
    payThenNone();
    pay(0, 140_000);
    emit();
    assertThat(combined.watermark).isEqualTo(134_999);
    pay(1, 141_000);
    pay(0, 160_000);
    emit();
    assertThat(combined.watermark).isEqualTo(135_999);
    pay(1, 155_000);
    emit();
    assertThat(combined.watermark).isEqualTo(149_999);
  }

  @Test
  void shouldHoldTimeAfterAnOutageUntilEachPartitionIsBack() {
    rest();
    pay(1, 200_000);
    emit();
    assertThat(combined.idle).as("other subtasks wait for this one").isFalse();
    assertThat(combined.watermark).isEqualTo(100_001);
    pass(GATHER, 0, 1);
    pay(1, 230_000);
    emit();
    assertThat(combined.watermark).as("the other is to bring what was paid").isEqualTo(100_001);
    pay(0, 150_000);
    emit();
    assertThat(combined.watermark).isEqualTo(144_999);
  }

  @Test
  void shouldHoldTimeForAMomentAfterAnOutageThoughAllItsPartitionsAreBack() {
    rest();
    pay(0, 200_000);
    pay(1, 200_000);
    emit();
    pass(GATHER.minusMillis(1), 0, 1);
    emit();
    assertThat(combined.watermark).as("another subtask may not be back").isEqualTo(100_001);
    pass(Duration.ofMillis(1), 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(194_999);
  }

  @Test
  void shouldNotWaitAfterAnOutageForAPartitionThatDoesNotComeBack() {
    rest();
    pay(1, 200_000);
    emit();
    pass(IDLE_AFTER.minusMillis(1), 0, 1);
    pay(1, 230_000);
    emit();
    assertThat(combined.watermark).isEqualTo(100_001);
    pass(Duration.ofMillis(1), 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(224_999);
  }

  @Test
  void shouldHoldTimeAgainAfterTheNextOutage() {
    rest();
    pay(0, 200_000);
    pay(1, 201_000);
    emit();
    pass(IDLE_AFTER, 0, 1);
    emit();
    assertThat(combined.watermark).isEqualTo(201_000);
    assertThat(combined.idle).isTrue();
    pay(0, 300_000);
    emit();
    assertThat(combined.watermark).isEqualTo(201_001);
    assertThat(combined.idle).isFalse();
  }

  @Test
  void shouldNotTakeAPartitionForIdleThatIsHeldBack() {
    pay(0, 100_000);
    pay(1, 90_000);
    pass(IDLE_AFTER.multipliedBy(10), 1);
    pay(1, 95_000);
    pass(IDLE_AFTER.minusMillis(1), 1);
    emit();
    assertThat(combined.watermark).isEqualTo(89_999);
    assertThat(combined.idle).isFalse();
    pass(IDLE_AFTER, 0);
    pay(1, 96_000);
    emit();
    assertThat(combined.watermark).as("when its clock runs it is idle").isEqualTo(90_999);
  }

  @Test
  void shouldNotTakeAPartitionForIdleThatIsHeldBackSinceAMoment() {
    payThenNone();
    clocks.get(0).stands = true;
    emit();
    assertThat(combined.idle).isFalse();
    assertThat(combined.watermark).as("the other one rests").isEqualTo(94_999);
    clocks.get(0).stands = false;
    emit();
    assertThat(combined.watermark).isEqualTo(100_000);
    assertThat(combined.idle).isTrue();
  }

  @Test
  void shouldNotBeIdleWhileTheSubtaskIsHeldBack() {
    payThenNone();
    mainClock.stands = true;
    emit();
    emit();
    assertThat(combined.watermark).isEqualTo(100_000);
    assertThat(combined.idle).as("others wait for what it cannot read").isFalse();
    mainClock.stands = false;
    emit();
    assertThat(combined.idle).isTrue();
  }

  @Test
  void shouldHoldTimeWhenItIsHeldBackAsOthersHavePaymentsAgain() {
    rest();
    mainClock.stands = true;
    emit();
    emit();
    assertThat(combined.idle).isFalse();
    assertThat(combined.watermark).as("new, or other subtasks were not held").isEqualTo(100_001);
    mainClock.stands = false;
    pass(GATHER, 0, 1);
    pay(0, 200_000);
    emit();
    assertThat(combined.watermark).isEqualTo(100_001);
    pay(1, 150_000);
    emit();
    assertThat(combined.watermark).isEqualTo(144_999);
  }

  /** Both have had a payment, and then none for as long as makes them rest. */
  private void payThenNone() {
    pay(0, 100_000);
    pay(1, 90_000);
    pass(IDLE_AFTER, 0, 1);
  }

  /** And they rest. */
  private void rest() {
    payThenNone();
    emit();
    assertThat(combined.watermark).isEqualTo(100_000);
    assertThat(combined.idle).isTrue();
  }

  private void pay(int partition, long time) {
    generators
        .get(partition)
        .onEvent(
            new CapturedEvent(Events.purchase("o", time, 1), partition, 0, 0, time, false),
            time,
            multiplexer.getImmediateOutput(name(partition)));
  }

  /** Time passes for these partitions. */
  private void pass(Duration time, int... partitions) {
    mainClock.now += time.toNanos();
    for (int partition : partitions) {
      clocks.get(partition).now += time.toNanos();
    }
  }

  private void emit() {
    for (int partition = 0; partition < 2; partition++) {
      generators.get(partition).onPeriodicEmit(multiplexer.getDeferredOutput(name(partition)));
    }
    multiplexer.onPeriodicEmit();
    main.onPeriodicEmit(mainSide);
  }

  private static String name(int partition) {
    return "p" + partition;
  }

  private record Context(RelativeClock clock) implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }

  /** Runs while it is looked at, as Flink's does, or stands. */
  private static final class ActivityClock implements RelativeClock {
    private long now;
    private boolean stands;

    @Override
    public long relativeTimeMillis() {
      return relativeTimeNanos() / 1_000_000;
    }

    @Override
    public long relativeTimeNanos() {
      return stands ? now : ++now;
    }
  }

  /** Flink holds a partition back for its own watermark. */
  private final class OfPartition implements WatermarkOutputMultiplexer.WatermarkUpdateListener {
    @Override
    public void onWatermarkUpdate(long watermark) {
      newestOfAPartition = Math.max(newestOfAPartition, watermark);
    }

    @Override
    public void onIdleUpdate(boolean idle) {}
  }

  /** Of the partitions together, or of the generator beside them; idle as in Flink's own. */
  private final class Side implements WatermarkOutput {
    private boolean idle = true;

    @Override
    public void emitWatermark(Watermark mark) {
      idle = false;
      combined.emitWatermark(mark);
    }

    @Override
    public void markIdle() {
      idle = true;
      if (mainSide.idle && partitionsSide.idle) {
        combined.idle = true;
      }
    }

    @Override
    public void markActive() {
      idle = false;
      combined.idle = false;
    }
  }

  /** What the next step is told: nothing that is not new. */
  private static final class Combined {
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    void emitWatermark(Watermark mark) {
      if (mark.getTimestamp() > watermark) {
        watermark = mark.getTimestamp();
        idle = false;
      }
    }
  }
}
