package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong clockNs = new AtomicLong(5_000_000_000L);
  private final Pace pace = new Pace(1000, Duration.ofSeconds(10), clockNs::get);

  @Test
  void shouldLetABurstOfHalfTheAllowancePass() {
    assertThat(pace.waitMillis(500)).isZero();
  }

  @Test
  void shouldHoldUpWhatComesFasterThanTheAllowance() {
    pass(Duration.ofSeconds(8));
    assertThat(pace.waitMillis(820)).isEqualTo(200);
    assertThat(pace.waitMillis(800)).isZero();
  }

  @Test
  void shouldWaitShortlySoThatABarrierCanPass() {
    assertThat(pace.waitMillis(1_000_000)).isEqualTo(500);
  }

  @Test
  void shouldStartAnewWithEachCheckpoint() {
    pass(Duration.ofSeconds(30));
    assertThat(pace.waitMillis(2_000)).isZero();
    pace.restart();
    assertThat(pace.waitMillis(2_000)).isEqualTo(500);
  }

  private void pass(Duration time) {
    clockNs.addAndGet(time.toNanos());
  }
}
