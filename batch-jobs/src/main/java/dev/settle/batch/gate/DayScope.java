package dev.settle.batch.gate;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The business day of each channel that a night is about.
 *
 * @param date business date
 * @param days half-open time range per channel; may be none
 */
public record DayScope(LocalDate date, List<BusinessDay> days) {

  /** The day of one channel, or of all when it is null. */
  public static DayScope of(LocalDate date, @Nullable Channel only) {
    return new DayScope(
        date,
        Arrays.stream(Channel.values())
            .filter(channel -> only == null || channel == only)
            .map(channel -> BusinessDay.of(channel, date))
            .toList());
  }

  /** The channels whose day is over at a time. */
  public DayScope overAt(Instant now) {
    return new DayScope(date, days.stream().filter(day -> !now.isBefore(day.end())).toList());
  }

  /** The channels whose day is not over at a time. */
  public DayScope openAt(Instant now) {
    return new DayScope(date, days.stream().filter(day -> now.isBefore(day.end())).toList());
  }

  /** Where the earliest of the days begins. */
  public Instant start() {
    return days.stream().map(BusinessDay::start).min(Instant::compareTo).orElseThrow();
  }

  /** Names of the channels. */
  public List<String> channels() {
    return days.stream().map(day -> day.channel().name()).toList();
  }
}
