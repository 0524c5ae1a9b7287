package dev.settle.batch.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChineseTextTest {
  @Test
  void shouldDecodeEveryPairAsTheJdkDoes() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        byte[] bytes = {'a', (byte) first, (byte) second};
        String quick = ChineseText.decode(bytes, 0, bytes.length);
        assertThat(quick).as("%02x%02x", first, second).isEqualTo(jdk(bytes));
      }
    }
  }

  @Test
  void shouldLeaveFourBytesAndCutCharactersToTheJdk() {
    byte[] rare = "a𠮷".getBytes(ByteLines.CHINESE);
    assertThat(ChineseText.decode(rare, 0, rare.length)).isNull();
    byte[] cut = "账".getBytes(ByteLines.CHINESE);
    assertThat(ChineseText.decode(cut, 0, 1)).isNull();
    assertThat(ChineseText.decode(cut, 0, 2)).isEqualTo("账");
  }

  private static @Nullable String jdk(byte[] bytes) {
    try {
      return ByteLines.CHINESE.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
