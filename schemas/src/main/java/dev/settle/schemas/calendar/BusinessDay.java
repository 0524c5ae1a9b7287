package dev.settle.schemas.calendar;

import dev.settle.schemas.payment.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * One business date of a channel as a half-open range of time.
 *
 * @param channel the channel whose zone and cut-off count
 * @param date the business date
 * @param start first instant of the day, inclusive
 * @param end first instant of the next day, exclusive
 */
public record BusinessDay(Channel channel, LocalDate date, Instant start, Instant end) {

  /** The business day of a date. */
  public static BusinessDay of(Channel channel, LocalDate date) {
    return new BusinessDay(
        channel, date, startOf(channel, date), startOf(channel, date.plusDays(1)));
  }

  /**
   * The business date of an instant; an instant exactly at the cut-off belongs to the next date.
   *
   * @param epochMillis milliseconds since the epoch, UTC
   */
  public static LocalDate dateOf(Channel channel, long epochMillis) {
    LocalDateTime local =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), channel.zone());
    LocalTime cutOff = channel.cutOff();
    boolean next = !cutOff.equals(LocalTime.MIDNIGHT) && !local.toLocalTime().isBefore(cutOff);
    return next ? local.toLocalDate().plusDays(1) : local.toLocalDate();
  }

  /** True when the instant lies in this day. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  private static Instant startOf(Channel channel, LocalDate date) {
    LocalDate calendarDay = channel.cutOff().equals(LocalTime.MIDNIGHT) ? date : date.minusDays(1);
    return calendarDay.atTime(channel.cutOff()).atZone(channel.zone()).toInstant();
  }
}
