package dev.settle.batch.statement.alipay;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the frame of a bill: {@code [2019年09月16日 00:00:00]}. */
final class FrameTime {
  private static final Pattern TIME =
      Pattern.compile(
          "\\[(\\d{4})[年/-](\\d{1,2})[月/-](\\d{1,2})日?(?:\\s+(\\d{1,2}):(\\d{2}):(\\d{2}))?\\]");

  private FrameTime() {}

  /** Every time in a line, in order; those that do not exist are left out. */
  static List<LocalDateTime> in(String line) {
    List<LocalDateTime> times = new ArrayList<>();
    Matcher matcher = TIME.matcher(line);
    while (matcher.find()) {
      try {
        times.add(time(matcher));
      } catch (DateTimeException e) {
        return List.of();
      }
    }
    return times;
  }

  /** The day's last second as a bill may write its end: {@code 23:59:59} or {@code 24:00:00}. */
  private static LocalDateTime time(Matcher matcher) {
    LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    if (matcher.group(4) == null) {
      return date.atStartOfDay();
    }
    int hour = number(matcher, 4);
    LocalTime time = LocalTime.of(hour % 24, number(matcher, 5), number(matcher, 6));
    if (hour == 24 && time.equals(LocalTime.MIDNIGHT)) {
      return date.plusDays(1).atStartOfDay();
    }
    return date.atTime(LocalTime.of(hour, time.getMinute(), time.getSecond()));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
