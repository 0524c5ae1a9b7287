package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.time.LocalDate;

/**
 * On which days banks settle. A calendar knows a range of dates and refuses every date outside it:
 * a guessed banking day would pay on a wrong date.
 */
public interface BankingCalendar {

  /** What it is called in messages and in terms. */
  String name();

  /**
   * Whether banks settle on this day.
   *
   * @throws BatchException 65 when the calendar does not know the date
   */
  boolean isBankingDay(LocalDate date);

  /** This day when it is a banking day, else the next that is one. */
  default LocalDate onOrAfter(LocalDate date) {
    LocalDate day = date;
    while (!isBankingDay(day)) {
      day = day.plusDays(1);
    }
    return day;
  }

  /** The last banking day before this one. */
  default LocalDate lastBefore(LocalDate date) {
    LocalDate day = date.minusDays(1);
    while (!isBankingDay(day)) {
      day = day.minusDays(1);
    }
    return day;
  }

  /**
   * The n-th banking day after this one, which need not be one itself.
   *
   * @param bankingDays how many; 0 gives the date itself when it is a banking day, else the next
   */
  default LocalDate plus(LocalDate date, int bankingDays) {
    if (bankingDays < 0) {
      throw new IllegalArgumentException("banking days to add: " + bankingDays);
    }
    LocalDate day = bankingDays == 0 ? onOrAfter(date) : date;
    for (int left = bankingDays; left > 0; left--) {
      day = onOrAfter(day.plusDays(1));
    }
    return day;
  }

  /** Mainland China, by the notices of the State Council that the resource file lists. */
  static BankingCalendar mainlandChina() {
    return ListedCalendar.ofResource("CHINA", "calendar-china.csv");
  }

  /** TARGET (T2), the euro's settlement system, from 2002 on. */
  static BankingCalendar target() {
    return new TargetCalendar();
  }
}
