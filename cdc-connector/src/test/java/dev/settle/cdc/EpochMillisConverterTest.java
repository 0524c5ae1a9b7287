package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochMillisConverterTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01 00:00:01.123+00, 2026-03-01T00:00:01.123Z",
    "2026-03-01 00:00:01+00, 2026-03-01T00:00:01Z",
    "2026-03-01 08:00:01.5+08, 2026-03-01T00:00:01.500Z",
    "2026-03-01 05:30:01.999999+05:30, 2026-03-01T00:00:01.999Z",
    "2026-02-28 19:00:01.07-05, 2026-03-01T00:00:01.070Z",
    "1969-12-31 23:59:59.999+00, 1969-12-31T23:59:59.999Z",
    "1901-01-01 08:05:43+08:05:43, 1901-01-01T00:00:00Z",
    "1970-01-01T00:00:00.000Z, 1970-01-01T00:00:00Z"
  })
  void shouldReadTimeToTheMillisecond(String text, String expected) {
    assertThat(EpochMillisConverter.toEpochMillis(text))
        .isEqualTo(Instant.parse(expected).toEpochMilli());
  }

  @Test
  void shouldMarkWhatLiesOutsideTheYears() {
    assertThat(EpochMillisConverter.toEpochMillis("infinity")).isEqualTo(Long.MAX_VALUE);
    assertThat(EpochMillisConverter.toEpochMillis("-infinity")).isEqualTo(Long.MIN_VALUE);
    assertThat(EpochMillisConverter.toEpochMillis("0044-03-15 12:00:00+00 BC"))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(EpochMillisConverter.toEpochMillis("12026-03-01 00:00:00+00"))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldKeepNullAndReadParsedDefaults() {
    assertThat(EpochMillisConverter.toEpochMillis(null)).isNull();
    assertThat(EpochMillisConverter.toEpochMillis(OffsetDateTime.parse("1970-01-01T00:00:01Z")))
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01 00:00:01.123456",
        "2026-03-01 00:00:01+x0 ...",
        "2026-13-01 00:00:01.000+00",
        "01.03.2026 00:00:01 +0000"
      })
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> EpochMillisConverter.toEpochMillis(text))
        .isInstanceOf(DateTimeException.class);
  }
}
