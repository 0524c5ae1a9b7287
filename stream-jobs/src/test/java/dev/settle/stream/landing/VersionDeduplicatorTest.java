package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stream.landing.clickhouse.TableRow;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class VersionDeduplicatorTest {
  private static final Duration TTL = Duration.ofDays(7);

  @Test
  void shouldLetEachVersionThroughOnceWhenChangesAreDeliveredAgain() throws Exception {
    try (var harness = harness(TTL)) {
      harness.open();
      send(harness, "a", 1);
      send(harness, "a", 2);
      send(harness, "b", 1);
      send(harness, "a", 1);
      send(harness, "a", 2);
      send(harness, "a", 3);
      assertThat(harness.extractOutputValues())
          .extracting(row -> row.entity + row.rank)
          .containsExactly("a1", "a2", "b1", "a3");
    }
  }

  @Test
  void shouldLetADeletionThroughOnce() throws Exception {
    try (var harness = harness(TTL)) {
      harness.open();
      send(harness, "a", VersionRank.of(4, false));
      send(harness, "a", VersionRank.of(4, true));
      send(harness, "a", VersionRank.of(4, false));
      send(harness, "a", VersionRank.of(4, true));
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void shouldRememberOverARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(TTL)) {
      harness.open();
      send(harness, "a", 5);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(TTL)) {
      harness.initializeState(state);
      harness.open();
      send(harness, "a", 5);
      send(harness, "a", 6);
      assertThat(harness.extractOutputValues()).extracting(row -> row.rank).containsExactly(6L);
    }
  }

  @Test
  void shouldForgetAnEntityAfterItsTimeToLive() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(TTL)) {
      harness.open();
      harness.setStateTtlProcessingTime(0);
      send(harness, "a", 1);
      send(harness, "b", 1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
      harness.setStateTtlProcessingTime(TTL.toMillis() + 1);
      // Any access sweeps some of what has expired, and a full snapshot leaves the rest out.
      send(harness, "c", 1);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(TTL)) {
      harness.setStateTtlProcessingTime(TTL.toMillis() + 2);
      harness.initializeState(state);
      harness.open();
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepReferenceDataForEver() throws Exception {
    try (var harness = harness(null)) {
      harness.open();
      harness.setStateTtlProcessingTime(0);
      send(harness, "a", 1);
      harness.setStateTtlProcessingTime(Duration.ofDays(3650).toMillis());
      send(harness, "a", 1);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TableRow, TableRow> harness(
      @Nullable Duration timeToLive) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new VersionDeduplicator(timeToLive)),
        row -> row.entity,
        Types.STRING);
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, TableRow, TableRow> harness,
      String entity,
      long rank)
      throws Exception {
    harness.processElement(new TableRow(entity, rank, 202611, new byte[] {1}), 0);
  }
}
