package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitSeriesTest {
  private static final long SECOND = 1_000_000_000L;

  private final CommitSeries series = new CommitSeries(0, 500);

  @Test
  void shouldTakeTheRateBetweenTheFirstCommitAndTheLastButOne() {
    series.sample(7 * SECOND, 1_000, 2_000);
    series.sample(12 * SECOND, 6_000, 12_000);
    series.sample(17 * SECOND, 11_000, 22_000);
    // The job had nothing to read for most of the time before its last checkpoint.
    series.sample(22 * SECOND, 11_100, 22_100);

    assertThat(series.isExact()).isTrue();
    assertThat(series.recordsPerSecond()).isEqualTo(1_000);
    assertThat(series.cpuNsPerRecord()).isEqualTo(2);
    assertThat(series.measured()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldNotCountTheWarmUp() {
    series.sample(SECOND, 499, 1_000_000);
    assertThat(series.isWarm()).isFalse();
    series.sample(9 * SECOND, 2_000, 2_000_000);
    assertThat(series.isWarm()).isTrue();
    series.sample(14 * SECOND, 12_000, 2_020_000);
    series.sample(19 * SECOND, 12_001, 9_000_000);

    assertThat(series.isExact()).isTrue();
    assertThat(series.recordsPerSecond()).isEqualTo(2_000);
    assertThat(series.cpuNsPerRecord()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheCommitsOfOneCheckpointAsOneStep() {
    series.sample(SECOND, 400, 0);
    series.sample(SECOND + 50_000_000, 1_000, 0);
    series.sample(6 * SECOND, 3_000, 0);
    series.sample(6 * SECOND + 300_000_000, 6_000, 0);
    series.sample(11 * SECOND, 6_500, 0);

    assertThat(series.steps()).isEqualTo(3);
    assertThat(series.recordsPerSecond()).isEqualTo(1_000);
  }

  @Test
  void shouldCountTheStartOfAJobThatCommittedTooFewTimes() {
    series.sample(SECOND, 300, 0);
    series.sample(6 * SECOND, 3_000, 6_000);

    assertThat(series.isExact()).isFalse();
    assertThat(series.recordsPerSecond()).isEqualTo(500);
    assertThat(series.cpuNsPerRecord()).isEqualTo(2);
  }
}
