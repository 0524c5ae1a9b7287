package dev.settle.batch.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void shouldJudgeEverySequenceOfUpToThreeBytesAsTheStrictDecoderDoes() {
    byte[] bytes = new byte[3];
    for (int lead = 0x80; lead <= 0xFF; lead++) {
      for (int second = 0; second <= 0xFF; second++) {
        for (int third : new int[] {0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xFF}) {
          bytes[0] = (byte) lead;
          bytes[1] = (byte) second;
          bytes[2] = (byte) third;
          assertSame(bytes, 1);
          assertSame(bytes, 2);
          assertSame(bytes, 3);
        }
      }
    }
  }

  @Test
  void shouldJudgeFourBytesAndMixedTextAsTheStrictDecoderDoes() {
    Random random = new Random(7);
    int[] edges = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE4, 0xF0, 0xF4};
    byte[] bytes = new byte[6];
    for (int i = 0; i < 500_000; i++) {
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) edges[random.nextInt(edges.length)];
      }
      assertSame(bytes, bytes.length);
    }
    byte[] text = "拿铁咖啡, 大杯 🙂 é".getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.isValid(text, 0, text.length)).isTrue();
    assertThat(Utf8.isValid(text, 0, text.length - 1)).isFalse();
  }

  private static void assertSame(byte[] bytes, int length) {
    boolean strict;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      strict = true;
    } catch (CharacterCodingException e) {
      strict = false;
    }
    if (Utf8.isValid(bytes, 0, length) != strict) {
      assertThat(java.util.HexFormat.of().formatHex(bytes, 0, length))
          .as("valid: " + strict)
          .isEmpty();
    }
  }
}
