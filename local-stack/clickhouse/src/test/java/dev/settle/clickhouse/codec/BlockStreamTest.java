package dev.settle.clickhouse.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockStreamTest {
  @ParameterizedTest
  @EnumSource
  void shouldReadWhatItWrote(BlockOutputStream.Method method) throws IOException {
    byte[] data = new byte[300_001];
    new Random(7).nextBytes(data);
    Arrays.fill(data, 1000, 200_000, (byte) 'x');

    assertThat(read(write(data, method))).isEqualTo(data);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseEveryFlippedByte(BlockOutputStream.Method method) throws IOException {
    byte[] block = write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, method);
    for (int i = 0; i < block.length; i++) {
      byte[] broken = block.clone();
      broken[i] ^= 0x10;

      assertThatThrownBy(() -> read(broken)).as("byte %d", i).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldNameTheWrongChecksum() throws IOException {
    byte[] block = write(new byte[] {1, 2, 3}, BlockOutputStream.Method.LZ4);
    block[0] ^= 1;

    assertThatThrownBy(() -> read(block))
        .isInstanceOfSatisfying(
            CorruptBlockException.class,
            e -> assertThat(e.code()).isEqualTo(CorruptBlockException.CHECKSUM_DOESNT_MATCH));
  }

  @Test
  void shouldRefuseABodyThatEndsInsideABlock() throws IOException {
    byte[] block = write(new byte[] {1, 2, 3}, BlockOutputStream.Method.LZ4);
    for (int length = 1; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);

      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  /** A block as the engine 26.7 wrote it to disk for the UInt8 values 10 and 49. */
  @Test
  void shouldReadABlockThatTheEngineWrote() throws IOException {
    byte[] block =
        HexFormat.of().parseHex("b94d526ea7e87ed736ab53bd3d8742d3820c00000002000000200a31");

    assertThat(read(block)).isEqualTo(new byte[] {10, 49});
  }

  private static byte[] write(byte[] data, BlockOutputStream.Method method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BlockOutputStream out = new BlockOutputStream(bytes, method)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] blocks) throws IOException {
    return new BlockInputStream(new ByteArrayInputStream(blocks)).readAllBytes();
  }
}
