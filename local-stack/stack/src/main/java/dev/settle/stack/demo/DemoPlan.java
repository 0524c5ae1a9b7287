package dev.settle.stack.demo;

import dev.settle.stack.traffic.generate.DaySpec;
import java.time.LocalDate;
import java.util.List;

/**
 * What the demonstration does.
 *
 * @param seed decides the faults
 * @param days what is written, a business date each, the earliest first; at least one
 * @param faults faults in each statement of a day, of which there is one a channel
 * @param frauds patterns of fraud among the payments
 */
public record DemoPlan(long seed, List<DaySpec> days, int faults, int frauds) {
  /** Copies what it is given. */
  public DemoPlan {
    days = List.copyOf(days);
  }

  /** The business dates, the earliest first. */
  public List<LocalDate> dates() {
    return days.stream().map(DaySpec::date).toList();
  }

  /** The earliest business date. */
  public LocalDate firstDate() {
    return days.get(0).date();
  }

  /** The last of them. */
  public LocalDate lastDate() {
    return days.get(days.size() - 1).date();
  }
}
