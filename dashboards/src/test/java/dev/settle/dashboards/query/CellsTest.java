package dev.settle.dashboards.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CellsTest {
  @Test
  void shouldGiveNumbersOnlyWhileJavaScriptHoldsThemExactly() {
    assertThat(plain(9_007_199_254_740_991L)).isEqualTo(9_007_199_254_740_991L);
    assertThat(plain(9_007_199_254_740_992L)).isEqualTo("9007199254740992");
    assertThat(plain(-9_007_199_254_740_992L)).isEqualTo("-9007199254740992");
    assertThat(plain(new BigInteger("18446744073709551615"))).isEqualTo("18446744073709551615");
    assertThat(plain((short) -3)).isEqualTo(-3L);
  }

  @Test
  void shouldGiveTimesInUtcAndDecimalsAsTheirDigits() {
    ZonedDateTime shanghai =
        ZonedDateTime.of(2026, 11, 23, 8, 0, 0, 5_000_000, ZoneId.of("Asia/Shanghai"));

    assertThat(plain(shanghai)).isEqualTo("2026-11-23T00:00:00.005Z");
    assertThat(plain(LocalDate.of(2026, 11, 23))).isEqualTo("2026-11-23");
    assertThat(plain(new BigDecimal("0.10"))).isEqualTo("0.10");
    assertThat(plain(true)).isEqualTo(true);
    assertThat(Cells.plain(null, "c", "Nullable(String)")).isNull();
  }

  @Test
  void shouldRefuseFloatingPoint() {
    assertThatThrownBy(() -> Cells.plain(0.1d, "rate", "Float64"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("column 'rate' is Float64");
  }

  private static Object plain(Object value) {
    Object cell = Cells.plain(value, "c", "T");
    assertThat(cell).isNotNull();
    return Objects.requireNonNull(cell);
  }
}
