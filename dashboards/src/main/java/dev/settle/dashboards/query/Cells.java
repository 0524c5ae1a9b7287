package dev.settle.dashboards.query;

import dev.settle.dashboards.query.QueryException.Category;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a driver's value into one that JSON carries without loss. */
final class Cells {
  /** The largest integer up to which a JavaScript number holds every integer. */
  private static final BigInteger EXACT_MAX = BigInteger.valueOf(9_007_199_254_740_991L);

  private Cells() {}

  /**
   * A value for JSON: numbers, strings, booleans and null.
   *
   * @param column for the message
   * @throws QueryException for types that are not exact or not for boards, such as Float64
   */
  static @Nullable Object plain(@Nullable Object value, String column, String type) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (isInteger(value)) {
      return number(integer(value, column, type));
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof LocalDate || value instanceof UUID) {
      return value.toString();
    }
    throw unsuitable(column, type);
  }

  /** The value as an integer of any width. */
  static BigInteger integer(Object value, String column, String type) {
    if (value instanceof BigInteger integer) {
      return integer;
    }
    if (isInteger(value)) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    throw unsuitable(column, type);
  }

  /** A JSON number while JavaScript holds it exactly, else its digits. */
  static Object number(BigInteger value) {
    return value.abs().compareTo(EXACT_MAX) <= 0
        ? (Object) value.longValueExact()
        : value.toString();
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger;
  }

  private static QueryException unsuitable(String column, String type) {
    return new QueryException(
        Category.FAILED,
        "column '"
            + column
            + "' is "
            + type
            + ", which a board cannot show exactly: cast it to an"
            + " integer, Decimal, Date, DateTime64, Bool or String");
  }
}
