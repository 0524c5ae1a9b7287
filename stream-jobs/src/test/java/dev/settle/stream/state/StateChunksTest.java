package dev.settle.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.junit.jupiter.api.Test;

class StateChunksTest {
  @Test
  void shouldGiveBackAllInOrderFromFewChunks() throws Exception {
    List<String> elements = IntStream.range(0, 50_000).mapToObj(i -> "event-" + i).toList();

    List<byte[]> chunks = StateChunks.write(elements, StringSerializer.INSTANCE);
    List<String> read = new ArrayList<>();
    StateChunks.read(chunks, StringSerializer.INSTANCE, read::add);

    assertThat(read).isEqualTo(elements);
    assertThat(chunks).hasSizeBetween(2, 20);
  }

  @Test
  void shouldWriteNoChunkForNothing() throws Exception {
    assertThat(StateChunks.write(List.of(), StringSerializer.INSTANCE)).isEmpty();
  }
}
