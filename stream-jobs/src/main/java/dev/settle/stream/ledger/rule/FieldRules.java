package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNKNOWN_VALUE;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a single field of a row must be, whatever the row; each check refuses what is not. */
public final class FieldRules {
  private static final int ID_LENGTH_MAX = 64;
  private static final int CURRENCY_LENGTH = 3;
  private static final long TIME_MIN = 0;
  private static final long TIME_MAX = Instant.parse("2149-01-01T00:00:00Z").toEpochMilli();

  private FieldRules() {}

  /** The row after the change; a change without one tells nothing. */
  static <T> T requireRow(String table, @Nullable T row) throws RefusedChangeException {
    if (row == null) {
      throw new RefusedChangeException(
          MALFORMED, "the change of " + table + " has no row after it");
    }
    return row;
  }

  static void requireEqual(String field, String actual, String expected)
      throws RefusedChangeException {
    if (!expected.equals(actual)) {
      throw new RefusedChangeException(
          CONTRADICTION,
          field + " is '" + actual + "' in one place, '" + expected + "' in another");
    }
  }

  static void requireOptionalId(String field, @Nullable String id) throws RefusedChangeException {
    if (id != null) {
      requireId(field, id);
    }
  }

  /** Letters, digits, '_' and '-' only: an id with a colon would name another account. */
  static void requireId(String field, String id) throws RefusedChangeException {
    boolean good = !id.isEmpty() && id.length() <= ID_LENGTH_MAX;
    for (int i = 0; good && i < id.length(); i++) {
      char c = id.charAt(i);
      good = isLetterOrDigit(c) || c == '_' || c == '-';
    }
    if (!good) {
      throw new RefusedChangeException(
          MALFORMED,
          field + " '" + id + "' is not 1 to " + ID_LENGTH_MAX + " letters, digits, '_' or '-'");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static long requireVersion(long version) throws RefusedChangeException {
    if (version < 1) {
      throw new RefusedChangeException(MALFORMED, "version " + version + " is below 1");
    }
    return version;
  }

  static String requireCurrency(String currency) throws RefusedChangeException {
    boolean good = currency.length() == CURRENCY_LENGTH;
    for (int i = 0; good && i < CURRENCY_LENGTH; i++) {
      good = currency.charAt(i) >= 'A' && currency.charAt(i) <= 'Z';
    }
    if (!good) {
      throw new RefusedChangeException(
          UNKNOWN_VALUE, "currency '" + currency + "' is not a code of three capitals");
    }
    return currency;
  }

  /** The constant of that name; a name that this version does not know is refused. */
  public static <E extends Enum<E>> E known(Class<E> type, String field, String value)
      throws RefusedChangeException {
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(
          UNKNOWN_VALUE, field + " '" + value + "' is not known to this version");
    }
  }

  /** An event time that is always there. */
  static long requireTime(String field, long millis) throws RefusedChangeException {
    if (millis < TIME_MIN || millis > TIME_MAX) {
      throw new RefusedChangeException(
          MALFORMED, field + " " + millis + " is not a time between 1970 and 2149");
    }
    return millis;
  }

  /**
   * An event time, in milliseconds since the epoch; null stays null. Beyond these bounds a business
   * date would not fit the tables (ClickHouse's Date ends in 2149).
   */
  static @Nullable Long requireTime(String field, @Nullable Long millis)
      throws RefusedChangeException {
    return millis == null ? null : Long.valueOf(requireTime(field, millis.longValue()));
  }
}
