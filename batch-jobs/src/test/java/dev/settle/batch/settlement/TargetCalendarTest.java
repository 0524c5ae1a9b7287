package dev.settle.batch.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetCalendarTest {
  private final BankingCalendar target = BankingCalendar.target();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025|2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26",
        "2026|2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25",
        "2027|2027-01-01 2027-03-26 2027-03-29"
      })
  void shouldCloseOnTheseWeekdaysAndNoOthers(int year, String closed) {
    assertThat(
            LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .filter(day -> !target.isBankingDay(day))
                .map(LocalDate::toString))
        .isEqualTo(List.of(closed.split(" ")));
  }

  @Test
  void shouldCloseOnEverySaturdayAndSunday() {
    assertThat(target.isBankingDay(LocalDate.parse("2026-02-14"))).isFalse();
    assertThat(target.isBankingDay(LocalDate.parse("2026-02-15"))).isFalse();
  }

  @Test
  void shouldBeOpenOnNationalHolidaysOfItsMembers() {
    // Ascension, German Unity Day, All Saints' (2027: a Monday).
    assertThat(List.of("2026-05-14", "2025-10-03", "2027-11-01"))
        .allMatch(day -> target.isBankingDay(LocalDate.parse(day)));
  }

  /** With the earliest and the latest of this century, and both years of an exception of Gauss. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1954-04-18",
        "1981-04-19",
        "2002-03-31",
        "2008-03-23",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19"
      })
  void shouldKnowEaster(LocalDate easter) {
    assertThat(TargetCalendar.easterSunday(easter.getYear())).isEqualTo(easter);
  }

  @Test
  void shouldRefuseTheYearsBeforeTheDecisionIsInForce() {
    assertThatThrownBy(() -> target.isBankingDay(LocalDate.parse("2001-12-31")))
        .isInstanceOf(BatchException.class)
        .hasMessage("calendar TARGET begins on 2002-01-01: 2001-12-31 is not known");
  }

  @Test
  void shouldCountOverEaster() {
    assertThat(target.plus(LocalDate.parse("2026-04-02"), 1)).isEqualTo("2026-04-07");
    assertThatThrownBy(() -> target.plus(LocalDate.parse("2026-04-02"), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
