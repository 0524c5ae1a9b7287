package dev.settle.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTypeTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @ParameterizedTest
  @CsvSource({
    "2026-02-28, 2026-02-28",
    "today, 2026-03-01",
    "today-1, 2026-02-28",
    "today+31, 2026-04-01"
  })
  void shouldTakeDaysAndDaysFromToday(String text, String bound) {
    assertThat(ParameterType.DATE.toBind(text, TODAY)).isEqualTo(bound);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "today-",
        "today - 1",
        "today-99999",
        "2026-02-30",
        "2026-2-3",
        "1969-12-31",
        "2149-06-07",
        "2026-02-28' OR 1 = 1",
        "today()"
      })
  void shouldRefuseWhatIsNoDay(String text) {
    assertThatThrownBy(() -> ParameterType.DATE.toBind(text, TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a day");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4294967295, 4294967295", "007, 7"})
  void shouldTakeWholeNumbers(String text, String bound) {
    assertThat(ParameterType.NUMBER.toBind(text, TODAY)).isEqualTo(bound);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "4294967296", "1e3", "0x10", "1; DROP TABLE t"})
  void shouldRefuseWhatIsNoWholeNumber(String text) {
    assertThatThrownBy(() -> ParameterType.NUMBER.toBind(text, TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a whole number");
  }

  @Test
  void shouldTakeTextAsItIs() {
    String text = "商户' OR 1=1 -- \\";

    assertThat(ParameterType.STRING.toBind(text, TODAY)).isEqualTo(text);
  }

  @Test
  void shouldRefuseLongTextAndControlCharacters() {
    assertThatThrownBy(() -> ParameterType.STRING.toBind("x".repeat(201), TODAY))
        .hasMessageStartingWith("must be text");
    assertThatThrownBy(() -> ParameterType.STRING.toBind("a\tb", TODAY))
        .hasMessageStartingWith("must be text");
  }
}
