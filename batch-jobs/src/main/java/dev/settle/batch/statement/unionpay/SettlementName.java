package dev.settle.batch.statement.unionpay;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a settlement file, which alone says settlement date and merchant: {@code
 * INNyyMMddnnZM_merchant}, {@code INNyyMMddnnZME_merchant}, {@code RDyyyyMMdd.._merchant}; {@code
 * .txt} behind it is tolerated.
 *
 * @param kind which file it is
 * @param date settlement date
 * @param merchant 15 characters at most
 */
record SettlementName(Kind kind, LocalDate date, String merchant) {
  private static final Pattern DETAILS =
      Pattern.compile("INN(\\d{6})\\d{2}(ZME?)_([0-9A-Za-z]{1,15})(?:\\.txt)?");
  private static final Pattern SUMMARY =
      Pattern.compile("RD(\\d{8})[0-9A-Za-z]{0,4}_([0-9A-Za-z]{1,15})(?:\\.txt)?");

  /** Which of the files. */
  enum Kind {
    /** Details: one row a transaction. */
    ZM,
    /** Disputes. */
    ZME,
    /** Print summary with control totals. */
    RD
  }

  /** Reads a name; null when it is none of the three, or names a day that does not exist. */
  static @Nullable SettlementName of(String name) {
    Matcher details = DETAILS.matcher(name);
    if (details.matches()) {
      LocalDate date = day("20" + details.group(1));
      return date == null
          ? null
          : new SettlementName(Kind.valueOf(details.group(2)), date, details.group(3));
    }
    Matcher summary = SUMMARY.matcher(name);
    if (summary.matches()) {
      LocalDate date = day(summary.group(1));
      return date == null ? null : new SettlementName(Kind.RD, date, summary.group(2));
    }
    return null;
  }

  /** True when the name is meant to be one of the three, whether it can be read or not. */
  static boolean looksLike(String name) {
    return DETAILS.matcher(name).matches() || SUMMARY.matcher(name).matches();
  }

  private static @Nullable LocalDate day(String digits) {
    try {
      return LocalDate.of(
          Integer.parseInt(digits, 0, 4, 10),
          Integer.parseInt(digits, 4, 6, 10),
          Integer.parseInt(digits, 6, 8, 10));
    } catch (DateTimeException e) {
      return null; // the caller refuses the name
    }
  }
}
