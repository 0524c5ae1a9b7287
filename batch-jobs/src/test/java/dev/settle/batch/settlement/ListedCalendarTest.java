package dev.settle.batch.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedCalendarTest {
  private final BankingCalendar china = BankingCalendar.mainlandChina();

  /** The notices' own words: first and last day of each holiday. */
  @ParameterizedTest
  @CsvSource({
    "2025-01-01, 2025-01-01", "2025-01-28, 2025-02-04", "2025-04-04, 2025-04-06",
    "2025-05-01, 2025-05-05", "2025-05-31, 2025-06-02", "2025-10-01, 2025-10-08",
    "2026-01-01, 2026-01-03", "2026-02-15, 2026-02-23", "2026-04-04, 2026-04-06",
    "2026-05-01, 2026-05-05", "2026-06-19, 2026-06-21", "2026-09-25, 2026-09-27",
    "2026-10-01, 2026-10-07"
  })
  void shouldCloseOnEveryDayOfAHolidayOfTheNotices(LocalDate first, LocalDate last) {
    assertThat(first.datesUntil(last.plusDays(1))).noneMatch(china::isBankingDay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10"
      })
  void shouldBeOpenOnEveryMakeUpDayOfTheNotices(LocalDate weekend) {
    assertThat(china.isBankingDay(weekend)).isTrue();
  }

  /**
   * The regulation of 2024 has 13 public holidays; with the weekends that leaves 248 working days,
   * however a notice moves them. A day that was mistyped or left out breaks this sum.
   */
  @ParameterizedTest
  @ValueSource(ints = {2025, 2026})
  void shouldHaveAsManyBankingDaysAsTheRegulationLeaves(int year) {
    assertThat(daysOf(year).filter(china::isBankingDay).count()).isEqualTo(365 - 104 - 13);
  }

  @Test
  void shouldBeOpenOnAnOrdinaryFridayAndClosedOnTheWeekendAfterIt() {
    assertThat(china.isBankingDay(LocalDate.parse("2026-11-27"))).isTrue();
    assertThat(china.isBankingDay(LocalDate.parse("2026-11-28"))).isFalse();
    assertThat(china.isBankingDay(LocalDate.parse("2026-11-29"))).isFalse();
  }

  @Test
  void shouldCountOverTheSpringFestivalAndItsMakeUpDays() {
    // Friday the 13th; Saturday the 14th is worked; the 15th to the 23rd are free.
    LocalDate friday = LocalDate.parse("2026-02-13");
    assertThat(china.plus(friday, 0)).isEqualTo(friday);
    assertThat(china.plus(friday, 1)).isEqualTo("2026-02-14");
    assertThat(china.plus(friday, 2)).isEqualTo("2026-02-24");
    assertThat(china.plus(LocalDate.parse("2026-02-20"), 0)).isEqualTo("2026-02-24");
    assertThat(china.plus(LocalDate.parse("2026-02-20"), 1)).isEqualTo("2026-02-24");
    assertThat(china.lastBefore(LocalDate.parse("2026-02-24"))).isEqualTo("2026-02-14");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-12-31", "2027-01-01"})
  void shouldRefuseADateThatNoNoticeTellsOf(LocalDate date) {
    assertThatThrownBy(() -> china.isBankingDay(date))
        .isInstanceOf(BatchException.class)
        .hasMessage(
            "calendar CHINA knows 2025-01-01 to 2026-12-31: %s is not known; add the notice for %d"
                    .formatted(date, date.getYear())
                + " to calendar-china.csv")
        .extracting(e -> ((BatchException) e).exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void shouldRefuseToCountBeyondItsEnd() {
    assertThatThrownBy(() -> china.plus(LocalDate.parse("2026-12-31"), 1))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("2027-01-01 is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-01-01,HOLIDAY|line 2, fields: \"2026-01-01,HOLIDAY\" is not",
        "2026-01-01,HOLIDAY,|line 2, name: \"2026-01-01,HOLIDAY,\" says no name",
        "2026-01-01,FREE,x|line 2, kind: \"FREE\" is not YEAR, HOLIDAY or WORKING",
        "2026-02-30,HOLIDAY,x|line 2, date: \"2026-02-30\" is no date",
        "2027-01-01,HOLIDAY,x|line 2, date: \"2027-01-01\" is not in the year",
        "2026-01-05,WORKING,x|line 2, date: \"2026-01-05\" is no Saturday or Sunday",
        "2028,YEAR,x|line 2, year: \"2028\" does not follow 2026",
        "MMXXVII,YEAR,x|line 2, year: \"MMXXVII\" is no year"
      })
  void shouldRefuseALineThatDoesNotHold(String line, String message) {
    assertThatThrownBy(() -> read("2026,YEAR,notice", line))
        .isInstanceOf(BatchException.class)
        .hasMessageStartingWith("file.csv " + message);
  }

  @Test
  void shouldRefuseADayThatStandsTwiceOrBeforeAnyYear() {
    assertThatThrownBy(
            () -> read("2026,YEAR,notice", "2026-01-01,HOLIDAY,x", "2026-01-01,HOLIDAY,x"))
        .hasMessage("file.csv line 3, date: \"2026-01-01\" does not come after 2026-01-01");
    assertThatThrownBy(() -> read("2026-01-01,HOLIDAY,x"))
        .hasMessageContaining("is not in the year listed above it");
    assertThatThrownBy(() -> read("# nothing")).hasMessage("file.csv lists no year");
  }

  private static BankingCalendar read(String... lines) {
    return ListedCalendar.of("TEST", "file.csv", List.of(lines));
  }

  private static Stream<LocalDate> daysOf(int year) {
    return LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1));
  }
}
