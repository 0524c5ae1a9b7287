package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;

class CompressedFramesTest {
  @Test
  void shouldCutRowsIntoFramesThatReadBackToTheSameBytes() {
    Random random = new Random(7);
    CompressedFrames frames = new CompressedFrames(100);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    for (int size : new int[] {1, 99, 100, 101, 0, 350, 3}) {
      byte[] row = new byte[size];
      random.nextBytes(row);
      frames.write(row);
      written.writeBytes(row);
    }
    assertThat(read(frames.finish())).isEqualTo(written.toByteArray());
  }

  @Test
  void shouldWriteNothingForNothing() {
    assertThat(new CompressedFrames().finish()).isEmpty();
  }

  @Test
  void shouldCompress() {
    CompressedFrames frames = new CompressedFrames();
    for (int i = 0; i < 10_000; i++) {
      frames.write("channel:WECHAT".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(frames.finish().length).isLessThan(140_000 / 50);
  }

  @SuppressWarnings("deprecation") // see CompressedFrames
  private static byte[] read(byte[] frames) {
    ByteBuffer in = ByteBuffer.wrap(frames).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (in.hasRemaining()) {
      long low = in.getLong();
      long high = in.getLong();
      int at = in.position();
      assertThat(in.get()).isEqualTo((byte) 0x82);
      int hashed = in.getInt();
      int raw = in.getInt();
      assertThat(ClickHouseCityHash.cityHash128(frames, at, hashed)).containsExactly(low, high);
      byte[] data = new byte[hashed - 9];
      in.get(data);
      out.writeBytes(LZ4Factory.safeInstance().safeDecompressor().decompress(data, raw));
    }
    return out.toByteArray();
  }
}
