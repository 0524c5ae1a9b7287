package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * The closing days of TARGET (T2 since 2023), computed: Saturdays, Sundays, New Year's Day, Good
 * Friday, Easter Monday, 1 May, 25 and 26 December.
 *
 * <p>Source: decision of the ECB's Governing Council of 14 December 2000, "Long-term calendar for
 * TARGET closing days", in force from 2002 until further notice. The years before had other days
 * and are refused.
 */
final class TargetCalendar implements BankingCalendar {
  private static final LocalDate FIRST = LocalDate.of(2002, 1, 1);
  private static final Set<MonthDay> FIXED =
      Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));

  @Override
  public String name() {
    return "TARGET";
  }

  @Override
  public boolean isBankingDay(LocalDate date) {
    if (date.isBefore(FIRST)) {
      throw BatchException.refused(
          "calendar TARGET begins on %s: %s is not known".formatted(FIRST, date));
    }
    DayOfWeek day = date.getDayOfWeek();
    if (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY) {
      return false;
    }
    LocalDate easter = easterSunday(date.getYear());
    return !FIXED.contains(MonthDay.from(date))
        && !date.equals(easter.minusDays(2))
        && !date.equals(easter.plusDays(1));
  }

  /** Gregorian Easter by the rule of Meeus, Jones and Butcher, which has no exceptions. */
  static LocalDate easterSunday(int year) {
    int golden = year % 19;
    int century = year / 100;
    int yearOfCentury = year % 100;
    int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
    int epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30;
    int toSunday =
        (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
    int late = (golden + 11 * epact + 22 * toSunday) / 451;
    int dayOfMarch = epact + toSunday - 7 * late + 22;
    return LocalDate.of(year, 3, 1).plusDays(dayOfMarch - 1L);
  }
}
