package dev.settle.stream.landing.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RowBinaryTest {
  private final RowBinary row = new RowBinary();

  @Test
  void shouldWriteIntegersLittleEndian() {
    row.uint16(0xABCD).int32(-2).int64(0x0102030405060708L);
    assertThat(hex()).isEqualTo("cdab" + "feffffff" + "0807060504030201");
  }

  @Test
  void shouldWriteStringsWithTheirLengthInBytes() {
    row.string("").string("分账");
    assertThat(hex()).isEqualTo("00" + "06" + "e58886e8b4a6");
  }

  @Test
  void shouldWriteLongLengthsAsLeb128() {
    row.string("x".repeat(300));
    assertThat(hex()).startsWith("ac0278").hasSize(2 * 302);
  }

  @Test
  void shouldMarkNulls() {
    row.nullableString(null).nullableString("a").nullableDateTime64(null).nullableDate(null);
    assertThat(hex()).isEqualTo("01" + "000161" + "01" + "01");
  }

  @Test
  void shouldMarkNullNumbersAndCountArrays() {
    row.nullableInt64(null).nullableInt64(-1L).nullableUint16(null).nullableUint16(7);
    row.array(2).string("a").string("b").array(1000);
    assertThat(hex())
        .isEqualTo("01" + "00ffffffffffffffff" + "01" + "000700" + "0201610162" + "e807");
  }

  @Test
  void shouldWriteTimesAsMillisecondsAndDatesAsDays() {
    row.dateTime64(1_000).date(LocalDate.of(1970, 1, 2)).nullableDate(LocalDate.of(2149, 6, 6));
    assertThat(hex()).isEqualTo("e803000000000000" + "0100" + "00" + "ffff");
  }

  @Test
  void shouldRefuseWhatAColumnCannotHold() {
    assertThatThrownBy(() -> row.uint16(65_536)).hasMessageContaining("UInt16");
    assertThatThrownBy(() -> row.uint16(-1)).hasMessageContaining("UInt16");
    assertThatThrownBy(() -> row.date(LocalDate.of(2149, 6, 7))).hasMessageContaining("Date");
    assertThatThrownBy(() -> row.date(LocalDate.of(1969, 12, 31))).hasMessageContaining("Date");
    assertThatThrownBy(() -> row.dateTime64(-1)).hasMessageContaining("DateTime64");
    assertThatThrownBy(() -> row.dateTime64(Long.MAX_VALUE)).hasMessageContaining("DateTime64");
  }

  @Test
  void shouldStartAnewWhenCleared() {
    row.string("abc");
    row.clear().bool(true);
    assertThat(hex()).isEqualTo("01");
  }

  @Test
  void shouldTakeMonthsInUtc() {
    assertThat(RowBinary.month(1_767_225_599_999L)).isEqualTo(202512);
    assertThat(RowBinary.month(1_767_225_600_000L)).isEqualTo(202601);
    assertThat(RowBinary.month(LocalDate.of(2026, 11, 30))).isEqualTo(202611);
  }

  private String hex() {
    return HexFormat.of().formatHex(row.toByteArray());
  }
}
