package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockWriterTest {
  private static final TableSpec TABLE =
      new TableSpec("settlement.t", List.of(KeyColumn.int64("k")), List.of("v"));
  private static final SinkWriter.Context CONTEXT =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
          return null;
        }
      };

  @Test
  void shouldFormNoBlockWithoutRows() {
    assertThat(writer(limits(10, 1000)).prepareCommit()).isEmpty();
  }

  @Test
  void shouldFormOneBlockPerPartitionAtTheCheckpoint() throws Exception {
    BlockWriter writer = writer(limits(10, 1000));
    for (int k = 0; k < 6; k++) {
      writer.write(row(k, 202601 + k % 2, 20), CONTEXT);
    }
    List<Block> blocks = List.copyOf(writer.prepareCommit());
    assertThat(blocks).extracting(Block::partition).containsExactly(202601, 202602);
    assertThat(blocks).extracting(Block::rows).containsExactly(3, 3);
    assertThat(blocks).extracting(Block::rawBytes).containsExactly(60L, 60L);
    assertThat(blocks.get(0).insertColumns()).isEqualTo("k, v");
    assertThat(blocks.get(0).firstRow()).isEqualTo(row(0, 0, 20).bytes);
    assertThat(blocks.get(0).lastRow()).isEqualTo(row(4, 0, 20).bytes);
    assertThat(writer.prepareCommit()).isEmpty();
  }

  @Test
  void shouldCloseABlockAtItsRows() throws Exception {
    BlockWriter writer = writer(limits(4, 1_000_000));
    for (int k = 0; k < 9; k++) {
      writer.write(row(k, 1, 20), CONTEXT);
    }
    assertThat(writer.prepareCommit()).extracting(Block::rows).containsExactly(4, 4, 1);
  }

  @Test
  void shouldCloseABlockBeforeItsBytesAreExceeded() throws Exception {
    BlockWriter writer = writer(limits(1000, 100));
    for (int k = 0; k < 7; k++) {
      writer.write(row(k, 1, 30), CONTEXT);
    }
    assertThat(writer.prepareCommit()).extracting(Block::rawBytes).containsExactly(90L, 90L, 30L);
  }

  @Test
  void shouldPutALoneOversizedRowIntoABlockByItself() throws Exception {
    BlockWriter writer = writer(limits(1000, 100));
    writer.write(row(1, 1, 20), CONTEXT);
    writer.write(row(2, 1, 5_000), CONTEXT);
    writer.write(row(3, 1, 20), CONTEXT);
    assertThat(writer.prepareCommit()).extracting(Block::rows).containsExactly(1, 1, 1);
  }

  @Test
  void shouldBoundTheNumberOfOpenPartitions() throws Exception {
    BlockWriter writer = writer(new BlockLimits(1000, 1000, 3, 1 << 20, 1 << 20));
    for (int k = 0; k < 50; k++) {
      writer.write(row(k, k, 20), CONTEXT);
    }
    Collection<Block> blocks = writer.prepareCommit();
    assertThat(blocks).hasSize(50);
    assertThat(blocks).extracting(Block::partition).doesNotHaveDuplicates();
  }

  @Test
  void shouldNeverGiveTwoBlocksOneToken() throws Exception {
    Set<String> tokens = new HashSet<>();
    List<Block> all = new ArrayList<>();
    // Two writers of the same job, subtask and checkpoint: a job started from scratch again.
    for (int life = 0; life < 2; life++) {
      BlockWriter writer = writer(limits(2, 1000));
      for (int checkpoint = 0; checkpoint < 3; checkpoint++) {
        for (int k = 0; k < 5; k++) {
          writer.write(row(k, 1, 20), CONTEXT);
        }
        all.addAll(writer.prepareCommit());
      }
    }
    all.forEach(block -> tokens.add(block.token()));
    assertThat(tokens).hasSize(all.size()).hasSize(18);
    assertThat(all.get(3).token())
        .startsWith("t/job-0abc/checkpoint-7+1/subtask-2/writer-")
        .endsWith("/block-3");
    assertThat(all).allMatch(block -> block.origin().equals("0abc@7"));
  }

  @Test
  void shouldGiveUpWhenNoCheckpointComes() throws Exception {
    BlockWriter writer = writer(new BlockLimits(1, 1000, 3, 100, 300));
    for (int k = 0; k < 3; k++) {
      writer.write(row(k, 1, 20), CONTEXT);
    }
    assertThatThrownBy(
            () -> {
              for (int k = 0; k < 10; k++) {
                writer.write(row(k, 1, 20), CONTEXT);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("settlement.t")
        .hasMessageContaining("wait for a checkpoint");
  }

  private static BlockLimits limits(int rows, int bytes) {
    return new BlockLimits(rows, bytes, 10, 1 << 20, 1 << 20);
  }

  private static BlockWriter writer(BlockLimits limits) {
    return new BlockWriter(
        TABLE,
        limits,
        new Pace(limits.pendingBytesSoftMax(), Duration.ofMillis(1), System::nanoTime),
        new Incarnation("0abc", 7, 2),
        UnregisteredMetricsGroup.createSinkWriterMetricGroup());
  }

  private static TableRow row(long k, int partition, int bytes) {
    byte[] text = new byte[bytes - 9 - (bytes > 200 ? 1 : 0)];
    return new TableRow("", 0, partition, new RowBinary().int64(k).bytes(text).toByteArray());
  }
}
