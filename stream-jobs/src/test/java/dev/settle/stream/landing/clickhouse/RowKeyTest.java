package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  @Test
  void shouldReadTheKeyBackFromTheRow() {
    List<KeyColumn> key =
        List.of(
            KeyColumn.string("account"),
            KeyColumn.uint16("shard"),
            KeyColumn.int64("sequence"),
            KeyColumn.date("day"));
    byte[] row =
        new RowBinary()
            .string("user:分")
            .uint16(65_535)
            .int64(-5)
            .date(LocalDate.of(1970, 2, 1))
            .string("not part of the key")
            .toByteArray();
    assertThat(RowKey.literal(key, row))
        .isEqualTo("tuple('user:分', 65535, toInt64(-5), toDate(31))");
  }

  @Test
  void shouldQuoteWhatSqlWouldRead() {
    byte[] row = new RowBinary().string("a'b\\c').toByteArray(").toByteArray();
    assertThat(RowKey.literal(List.of(KeyColumn.string("id")), row))
        .isEqualTo("'a\\'b\\\\c\\').toByteArray('");
  }

  @Test
  void shouldReadKeysLongerThanOneLengthByte() {
    String text = "y".repeat(20_000);
    byte[] row = new RowBinary().string(text).toByteArray();
    assertThat(RowKey.literal(List.of(KeyColumn.string("id")), row)).isEqualTo("'" + text + "'");
  }
}
