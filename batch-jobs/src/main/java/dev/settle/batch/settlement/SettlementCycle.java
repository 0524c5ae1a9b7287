package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * T+N over a banking calendar (docs/decisions/0013). A window closes at the cut-off of each banking
 * day, and at no other: what comes on a closed day is in the window of the next banking day. The
 * windows follow each other without gap or overlap.
 *
 * @param calendar which days count
 * @param bankingDays N: the window is due that many banking days after its day
 * @param cutOff local time; midnight is the end of the day, as for a channel's business date
 * @param zone where the cut-off is local
 */
public record SettlementCycle(
    BankingCalendar calendar, int bankingDays, LocalTime cutOff, ZoneId zone) {
  private static final int BANKING_DAYS_MAX = 31;

  /** Refuses a cycle of less than none or more than 31 banking days. */
  public SettlementCycle {
    if (bankingDays < 0 || bankingDays > BANKING_DAYS_MAX) {
      throw BatchException.refused(
          "settlement cycle T+%d: N must be 0 to %d".formatted(bankingDays, BANKING_DAYS_MAX));
    }
  }

  /**
   * The window whose cut-off comes next after this instant.
   *
   * @throws BatchException 65 when the calendar does not know a day that is needed
   */
  public SettlementWindow windowOf(Instant instant) {
    LocalDate day = calendar.onOrAfter(instant.atZone(zone).toLocalDate());
    // Instants are compared, not local times: an hour that comes twice has each of them twice.
    while (!closing(day).isAfter(instant)) {
      day = calendar.onOrAfter(day.plusDays(1));
    }
    return windowOf(day);
  }

  /**
   * The window that closes on this day.
   *
   * @throws BatchException 65 when it is no banking day, or the calendar does not know a day that
   *     is needed
   */
  public SettlementWindow windowOf(LocalDate day) {
    if (!calendar.isBankingDay(day)) {
      throw BatchException.refused(
          "no settlement window closes on %s: no banking day of %s"
              .formatted(day, calendar.name()));
    }
    return new SettlementWindow(
        day, closing(calendar.lastBefore(day)), closing(day), calendar.plus(day, bankingDays));
  }

  private Instant closing(LocalDate day) {
    LocalDateTime local =
        cutOff.equals(LocalTime.MIDNIGHT) ? day.plusDays(1).atStartOfDay() : day.atTime(cutOff);
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    // A time that the clock leaps over is the moment of the leap; of one that comes twice, the
    // first.
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }
}
