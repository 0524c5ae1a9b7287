package dev.settle.dashboards.board;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that a panel's parameter can have. A value is checked here and then bound by ClickHouse
 * itself ({@code {name:Type}}); it never becomes part of the query's text.
 */
public enum ParameterType {
  /** Text of at most 200 characters without control characters; by convention empty means all. */
  STRING("String", "text of at most 200 characters, without control characters") {
    @Override
    public String toBind(String text, LocalDate today) {
      if (text.length() > LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
        throw refused();
      }
      return text;
    }
  },
  /** A whole number from 0 to 4294967295. */
  NUMBER("UInt32", "a whole number from 0 to 4294967295") {
    @Override
    public String toBind(String text, LocalDate today) {
      try {
        return Integer.toUnsignedString(Integer.parseUnsignedInt(text));
      } catch (NumberFormatException e) {
        throw refused();
      }
    }
  },
  /** A day, absolute or counted from today. */
  DATE("Date", "a day such as 2026-11-23, today, today-30 or today+1") {
    @Override
    public String toBind(String text, LocalDate today) {
      Matcher relative = RELATIVE.matcher(text);
      LocalDate day;
      try {
        if (relative.matches()) {
          String days = relative.group(1);
          day = today.plusDays(days == null ? 0 : Long.parseLong(days));
        } else {
          day = LocalDate.parse(text);
        }
      } catch (DateTimeException e) {
        throw refused();
      }
      if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
        throw refused();
      }
      return day.toString();
    }
  };

  private static final int LENGTH_MAX = 200;
  private static final Pattern RELATIVE = Pattern.compile("today([+-]\\d{1,5})?");

  /** ClickHouse's Date holds 1970-01-01 to 2149-06-06 and wraps around outside. */
  private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

  private static final LocalDate LAST_DAY = LocalDate.of(2149, 6, 6);

  private final String clickHouseName;
  private final String expectation;

  ParameterType(String clickHouseName, String expectation) {
    this.clickHouseName = clickHouseName;
    this.expectation = expectation;
  }

  /** The type's name in the query and in the front matter. */
  public String clickHouseName() {
    return clickHouseName;
  }

  /** What a value must look like, for a message. */
  public String expectation() {
    return expectation;
  }

  /**
   * Checks a value and gives the text to bind.
   *
   * @param text what was asked for
   * @param today the day that relative dates count from
   * @throws IllegalArgumentException saying what was expected
   */
  public abstract String toBind(String text, LocalDate today);

  IllegalArgumentException refused() {
    return new IllegalArgumentException("must be " + expectation);
  }
}
