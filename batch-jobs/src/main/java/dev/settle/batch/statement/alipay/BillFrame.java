package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines with {@code #} above a bill's header: account and period.
 *
 * @param account number of the account as the file writes it
 * @param date the first day that the bill is about
 * @param last its last day, which is the first of a daily bill
 * @param header the first line without {@code #}
 * @param headerLine its number
 */
record BillFrame(String account, LocalDate date, LocalDate last, String header, int headerLine) {
  private static final String ACCOUNT = "账号";
  private static final String PERIOD = "起始日期";
  private static final Pattern ACCOUNT_LINE =
      Pattern.compile("#" + ACCOUNT + "\\s*[：:]\\s*\\[?([0-9A-Za-z_-]{1,64})\\]?");
  private static final LocalDateTime NONE = LocalDateTime.MIN;

  /** What an account's number in a bill has behind the merchant's PID. */
  private static final String PID_SUFFIX = "0156";

  private static final int PID_DIGITS = 16;
  private static final int DAYS_MAX = 366;

  private record Period(LocalDate first, LocalDate last) {}

  /** Reads up to the header and verifies account and day. */
  static BillFrame read(BillText text, Expectation expectation)
      throws IOException, StatementRefusedException {
    String account = null;
    Period period = null;
    String line = text.nextOrCut();
    while (BillText.isFrame(line)) {
      String bare = BillText.bare(line);
      if (bare.startsWith("#" + ACCOUNT)) {
        account = once(text, ACCOUNT, account, account(text, bare, expectation));
      } else if (bare.startsWith("#" + PERIOD)) {
        period = once(text, PERIOD, period, period(text, bare, expectation));
      }
      line = text.nextOrCut();
    }
    if (account == null) {
      throw text.refuse(ACCOUNT, "the lines above the header lack this");
    }
    if (period == null) {
      throw text.refuse(PERIOD, "the lines above the header lack this");
    }
    return new BillFrame(account, period.first(), period.last(), line, text.number());
  }

  /** The day of a daily bill; null of one over several, as Alipay makes for a month. */
  @Nullable LocalDate onlyDay() {
    return date.equals(last) ? date : null;
  }

  /** True when a day is one of the bill's. */
  boolean covers(LocalDate day) {
    return !day.isBefore(date) && !day.isAfter(last);
  }

  /** How the bill's days are spoken of. */
  String days() {
    return onlyDay() == null ? "days " + date + " to " + last : "day " + date;
  }

  /** The merchant's PID: the account without the {@code 0156} that bills put behind it. */
  static String merchantOf(String account, Expectation expectation) {
    String expected = expectation.merchant();
    if (expected != null && isOf(account, expected)) {
      return expected;
    }
    boolean suffixed =
        account.length() == PID_DIGITS + PID_SUFFIX.length() && account.endsWith(PID_SUFFIX);
    return suffixed ? account.substring(0, PID_DIGITS) : account;
  }

  private static String account(BillText text, String bare, Expectation expectation)
      throws StatementRefusedException {
    Matcher matcher = ACCOUNT_LINE.matcher(bare);
    if (!matcher.matches()) {
      throw text.refuse(ACCOUNT, "'" + bare + "' names no account");
    }
    String account = matcher.group(1);
    String expected = expectation.merchant();
    if (expected != null && !isOf(account, expected)) {
      throw text.refuse(ACCOUNT, "'" + account + "' where the bill must be of " + expected);
    }
    return account;
  }

  private static boolean isOf(String account, String merchant) {
    return account.equals(merchant) || account.equals(merchant + PID_SUFFIX);
  }

  /** Of a night the bill must be of its day; by itself a bill may be of several, as of a month. */
  private static Period period(BillText text, String bare, Expectation expectation)
      throws StatementRefusedException {
    List<LocalDateTime> times = FrameTime.in(bare);
    LocalDateTime start = times.size() == 2 ? times.get(0) : NONE;
    LocalDateTime end = times.size() == 2 ? times.get(1) : NONE;
    if (start.equals(NONE) || end.isBefore(start)) {
      throw text.refuse(PERIOD, "'" + bare + "' is not a period");
    }
    LocalDate first = start.toLocalDate();
    LocalDate endDay = end.toLocalDate();
    boolean endsAtMidnight = end.equals(endDay.atStartOfDay()) && !end.equals(start);
    LocalDate last = endsAtMidnight ? endDay.minusDays(1) : endDay;
    boolean whole =
        start.equals(first.atStartOfDay())
            && (endsAtMidnight || end.equals(endDay.atTime(23, 59, 59)) || end.equals(start));
    LocalDate expected = expectation.businessDate();
    if (!whole
        || first.plusDays(DAYS_MAX).isBefore(last)
        || (expected != null && !first.equals(last))) {
      throw text.refuse(
          PERIOD, "is from " + start + " to " + end + " where a statement is of one whole day");
    }
    if (expected != null && !first.equals(expected)) {
      throw text.refuse(PERIOD, "is " + first + " where the bill must be of " + expected);
    }
    return new Period(first, last);
  }

  private static <T> T once(BillText text, String field, @Nullable T known, T value)
      throws StatementRefusedException {
    if (known != null) {
      throw text.refuse(field, "is there twice");
    }
    return value;
  }
}
