package dev.settle.stack.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the demonstration does.
 *
 * @param seed decides payments and faults
 * @param orders orders a day
 * @param days how many business dates
 * @param lastDate the last of them
 * @param faults faults in each day's statement
 */
public record DemoPlan(long seed, int orders, int days, LocalDate lastDate, int faults) {

  /** The business dates, the earliest first. */
  public List<LocalDate> dates() {
    return Stream.iterate(firstDate(), date -> date.plusDays(1)).limit(days).toList();
  }

  /** The earliest business date. */
  public LocalDate firstDate() {
    return lastDate.minusDays(days - 1L);
  }
}
