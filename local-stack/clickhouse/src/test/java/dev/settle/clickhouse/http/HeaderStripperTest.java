package dev.settle.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderStripperTest {
  @Test
  void shouldFindTheEndOfBinaryHeaders() {
    assertThat(length("RowBinary", "\u0005data")).isZero();
    assertThat(length("RowBinaryWithNames", "\u0002\u0001n\u0001sdata")).isEqualTo(5);
    assertThat(length("RowBinaryWithNamesAndTypes", "\u0001\u0001n\u0005Int32data")).isEqualTo(9);
  }

  @Test
  void shouldNotTakeACutHeaderForAWholeOne() {
    assertThat(length("RowBinaryWithNames", "\u0002\u0001n\u0009s")).isEqualTo(-1);
    assertThat(length("RowBinaryWithNames", "")).isEqualTo(-1);
    assertThat(length("TSVWithNamesAndTypes", "n\n")).isEqualTo(-1);
  }

  @Test
  void shouldFindTheEndOfTextHeaders() {
    assertThat(length("TSVWithNames", "n\ts\n1\tx\n")).isEqualTo(4);
    assertThat(length("TabSeparatedWithNamesAndTypes", "n\nInt32\n1\n")).isEqualTo(8);
    assertThat(length("CSVWithNames", "\"a\nb\"\n1\n")).isEqualTo(6);
    assertThat(length("JSONCompactEachRowWithNames", "[\"a\\\"\"]\n[1]\n")).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "Parquet", "Avro", "XML", "Pretty", "TSVRawWithNames", "Values"})
  void shouldNotStreamWhatIsOneDocument(String format) {
    assertThat(HeaderStripper.forFormat(format)).isNull();
  }

  private static int length(String format, String block) {
    HeaderStripper stripper = Objects.requireNonNull(HeaderStripper.forFormat(format));
    return stripper.headerLength(block.getBytes(StandardCharsets.ISO_8859_1));
  }
}
