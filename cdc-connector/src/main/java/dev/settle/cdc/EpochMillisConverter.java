package dev.settle.cdc;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Hands every {@code timestamptz} on as milliseconds since the epoch, UTC, whatever the engine's
 * precision mode; the engine's own way is to parse each and print it again. Times outside the years
 * 1 to 9999, and PostgreSQL's infinities, become the largest or the smallest {@code long}. Made by
 * the engine, by name.
 */
public final class EpochMillisConverter
    implements CustomConverter<SchemaBuilder, RelationalColumn> {
  /** Name of the field schema that values converted here carry. */
  static final String SCHEMA_NAME = "dev.settle.EpochMillis";

  private static final long DAY_SECONDS = 86_400;

  @Override
  public void configure(Properties properties) {
    // Nothing to configure.
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    if (column.typeName().equals("timestamptz")) {
      registration.register(
          SchemaBuilder.int64().name(SCHEMA_NAME), EpochMillisConverter::toEpochMillis);
    }
  }

  /**
   * Converts what the engine has read: PostgreSQL's text, or a parsed default of the column.
   *
   * @throws DateTimeException when the text is not a timestamptz in ISO style
   */
  static @Nullable Long toEpochMillis(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      // Rows come in PostgreSQL's style, the defaults of columns in ISO 8601's.
      return text.indexOf('T') > 0
          ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
          : parse(text);
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toEpochMilli();
    }
    throw new DateTimeException("a timestamptz came as " + value.getClass().getName());
  }

  /** Reads {@code 2026-03-01 08:00:01.123+05:30}. */
  private static long parse(String text) {
    if (text.equals("infinity")) {
      return Long.MAX_VALUE;
    }
    if (text.equals("-infinity") || text.endsWith(" BC")) {
      return Long.MIN_VALUE;
    }
    if (text.indexOf('-') > 4) {
      return Long.MAX_VALUE;
    }
    if (text.length() < 22 || text.charAt(4) != '-' || text.charAt(10) != ' ') {
      throw malformed(text);
    }
    long days =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
    long seconds =
        days * DAY_SECONDS
            + digits(text, 11, 13) * 3_600L
            + digits(text, 14, 16) * 60L
            + digits(text, 17, 19);
    int at = 19;
    long millis = 0;
    if (text.charAt(at) == '.') {
      int scale = 100;
      for (at++; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
        millis += (long) digits(text, at, at + 1) * scale;
        scale /= 10;
      }
    }
    return (seconds - offsetSeconds(text, at)) * 1_000 + millis;
  }

  private static int offsetSeconds(String text, int sign) {
    if (sign >= text.length() || (text.charAt(sign) != '+' && text.charAt(sign) != '-')) {
      throw malformed(text);
    }
    int seconds = digits(text, sign + 1, sign + 3) * 3_600;
    if (text.length() > sign + 3) {
      seconds += digits(text, sign + 4, sign + 6) * 60;
    }
    if (text.length() > sign + 6) {
      seconds += digits(text, sign + 7, sign + 9);
    }
    return text.charAt(sign) == '-' ? -seconds : seconds;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = i < text.length() ? text.charAt(i) - '0' : -1;
      if (digit < 0 || digit > 9) {
        throw malformed(text);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static DateTimeException malformed(String text) {
    return new DateTimeException("not a timestamptz in ISO style: " + text);
  }
}
