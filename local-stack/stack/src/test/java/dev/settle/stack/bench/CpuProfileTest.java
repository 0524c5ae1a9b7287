package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuProfileTest {
  private static final String ORDER_TASK =
      "[order (1/1)#0 tid=7];org/apache/flink/streaming/runtime/io/StreamOneInputProcessor.processInput;"
          + "dev/settle/stream/ledger/JournalFunction.processElement;";

  @Test
  void shouldGiveASampleToTheInnermostFrameThatSaysWhatIsDone() {
    assertThat(
            CpuProfile.partOf(
                ORDER_TASK + "org/apache/flink/state/rocksdb/RocksDBValueState.value;Get"))
        .isEqualTo("state of orders");
    assertThat(
            CpuProfile.partOf(
                ORDER_TASK
                    + "dev/settle/schemas/codec/AvroCodec.decode;org/apache/avro/io/BinaryDecoder.readString"))
        .isEqualTo("decode changes");
    assertThat(
            CpuProfile.partOf(
                ORDER_TASK
                    + "org/apache/flink/runtime/io/network/api/writer/RecordWriter.emit;memcpy"))
        .isEqualTo("shuffle: write");
    assertThat(CpuProfile.partOf(ORDER_TASK + "dev/settle/stream/state/WriteBackCache.at"))
        .isEqualTo("state: cache");
  }

  @Test
  void shouldGiveTheJvmsOwnThreadsToTheJvm() {
    assertThat(CpuProfile.partOf("[C2 CompilerThre tid=3];start_thread;C2Compiler::compile"))
        .isEqualTo("JVM: JIT compiler");
    assertThat(CpuProfile.partOf("[something else tid=3];start_thread")).isEqualTo("rest");
  }

  @Test
  void shouldListSharesTheLargestFirst(@TempDir Path directory) throws IOException {
    Path file =
        Files.write(
            directory.resolve("stacks"),
            List.of("[GC Thread#0 tid=1];start_thread 1", ORDER_TASK + "foo 3"));

    Map<String, Double> shares = CpuProfile.read(file).shares();

    assertThat(shares.keySet()).containsExactly("journal step: rest", "JVM: garbage collection");
    assertThat(shares.values()).containsExactly(75.0, 25.0);
  }
}
