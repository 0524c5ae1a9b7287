package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockSerializerTest {
  private final BlockSerializer serializer = new BlockSerializer();
  private final Block block =
      new Block(
          "settlement.t",
          "a, b",
          202611,
          "t/job-1/block-0",
          "job@7",
          3,
          99,
          new byte[] {1},
          new byte[] {2, 3},
          new byte[] {4, 5, 6});

  @Test
  void shouldBringABlockBackWhole() throws IOException {
    Block copy = serializer.deserialize(serializer.getVersion(), serializer.serialize(block));
    assertThat(copy).usingRecursiveComparison().isEqualTo(block);
    assertThat(copy.body()).containsExactly(4, 5, 6);
    assertThat(copy.lastRow()).containsExactly(2, 3);
  }

  @Test
  void shouldRefuseADamagedBlockWhereverTheDamageIs() throws IOException {
    byte[] good = serializer.serialize(block);
    for (int i = 0; i < good.length; i++) {
      byte[] damaged = good.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> serializer.deserialize(1, damaged))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void shouldRefuseACutBlock() throws IOException {
    byte[] good = serializer.serialize(block);
    assertThatThrownBy(() -> serializer.deserialize(1, Arrays.copyOf(good, good.length - 1)))
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> serializer.deserialize(1, new byte[3])).hasMessageContaining("cut");
  }

  @Test
  void shouldRefuseAnUnknownVersion() throws IOException {
    byte[] good = serializer.serialize(block);
    assertThatThrownBy(() -> serializer.deserialize(2, good)).hasMessageContaining("version 2");
  }
}
