package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A calendar from a file: whole years in a row, each with the notice that it comes from, and the
 * days on which it differs from Monday to Friday. The file is checked as it is read, since a wrong
 * day pays on a wrong date.
 */
final class ListedCalendar implements BankingCalendar {
  private static final String COMMENT = "#";

  private final String name;
  private final String file;
  private final Set<LocalDate> holidays = new HashSet<>();
  private final Set<LocalDate> workingDays = new HashSet<>();
  private @Nullable LocalDate first;
  private @Nullable LocalDate last;

  private ListedCalendar(String name, String file) {
    this.name = name;
    this.file = file;
  }

  static ListedCalendar ofResource(String name, String file) {
    try (InputStream in =
            Objects.requireNonNull(ListedCalendar.class.getResourceAsStream(file), file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return of(name, file, lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /**
   * Reads a calendar.
   *
   * @param file its name, for messages
   * @throws BatchException 65 naming line, field and cause of the first thing that does not hold
   */
  static ListedCalendar of(String name, String file, List<String> lines) {
    ListedCalendar calendar = new ListedCalendar(name, file);
    @Nullable LocalDate before = null;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(COMMENT)) {
        before = calendar.add(i + 1, lines.get(i), before);
      }
    }
    if (calendar.last == null) {
      throw BatchException.refused("%s lists no year".formatted(file));
    }
    return calendar;
  }

  private @Nullable LocalDate add(int line, String text, @Nullable LocalDate before) {
    String[] fields = text.split(",", -1);
    if (fields.length != 3) {
      throw refused(line, "fields", text, "is not \"date,HOLIDAY|WORKING,name\"");
    }
    if (fields[2].isBlank()) {
      throw refused(line, "name", text, "says no name and no source");
    }
    return switch (fields[1]) {
      case "YEAR" -> {
        addYear(line, fields[0]);
        yield before;
      }
      case "HOLIDAY" -> {
        LocalDate day = day(line, fields[0], before);
        holidays.add(day);
        yield day;
      }
      case "WORKING" -> {
        LocalDate day = day(line, fields[0], before);
        if (!isWeekend(day)) {
          throw refused(line, "date", fields[0], "is no Saturday or Sunday to work on");
        }
        workingDays.add(day);
        yield day;
      }
      default -> throw refused(line, "kind", fields[1], "is not YEAR, HOLIDAY or WORKING");
    };
  }

  private void addYear(int line, String text) {
    Year year;
    try {
      year = Year.parse(text);
    } catch (DateTimeException e) {
      throw refused(line, "year", text, "is no year");
    }
    if (first == null) {
      first = year.atDay(1);
    } else if (last != null && year.getValue() != last.getYear() + 1) {
      throw refused(line, "year", text, "does not follow " + last.getYear());
    }
    last = year.atMonth(12).atEndOfMonth();
  }

  private LocalDate day(int line, String text, @Nullable LocalDate before) {
    LocalDate day;
    try {
      day = LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refused(line, "date", text, "is no date");
    }
    if (last == null || day.getYear() != last.getYear()) {
      throw refused(line, "date", text, "is not in the year listed above it");
    }
    if (before != null && !day.isAfter(before)) {
      throw refused(line, "date", text, "does not come after " + before);
    }
    return day;
  }

  private BatchException refused(int line, String field, String value, String cause) {
    return BatchException.refused(
        "%s line %d, %s: \"%s\" %s".formatted(file, line, field, value, cause));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isBankingDay(LocalDate date) {
    LocalDate from = Objects.requireNonNull(first);
    LocalDate to = Objects.requireNonNull(last);
    if (date.isBefore(from) || date.isAfter(to)) {
      throw BatchException.refused(
          "calendar %s knows %s to %s: %s is not known; add the notice for %d to %s"
              .formatted(name, from, to, date, date.getYear(), file));
    }
    return workingDays.contains(date) || !(isWeekend(date) || holidays.contains(date));
  }

  private static boolean isWeekend(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
