package dev.settle.cdc;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One image of a row, read by column name. Defaults of the table's columns are never put in for a
 * null. Its {@link TableShape} was checked before.
 */
record Row(String table, Struct struct) {
  /**
   * What the engine writes for a long value that was not logged; REPLICA IDENTITY FULL avoids it.
   */
  static final String UNAVAILABLE = "__settle_value_not_logged";

  private static final int YEAR_MAX = 9999;

  String text(String column) throws UnmappableRowException {
    return required(column, textOrNull(column));
  }

  @Nullable String textOrNull(String column) throws UnmappableRowException {
    String value = (String) struct.getWithoutDefault(column);
    if (UNAVAILABLE.equals(value)) {
      throw new UnmappableRowException(
          "payments.%s.%s is not in the log: set REPLICA IDENTITY FULL".formatted(table, column));
    }
    return value;
  }

  /** A text for logs and keys: null also when it is not in the log. */
  @Nullable String lenient(String column) {
    String value = (String) struct.getWithoutDefault(column);
    return UNAVAILABLE.equals(value) ? null : value;
  }

  long number(String column) throws UnmappableRowException {
    return required(column, (Long) struct.getWithoutDefault(column));
  }

  int integer(String column) throws UnmappableRowException {
    return required(column, (Integer) struct.getWithoutDefault(column));
  }

  boolean flag(String column) throws UnmappableRowException {
    return required(column, (Boolean) struct.getWithoutDefault(column));
  }

  LocalDate date(String column) throws UnmappableRowException {
    return required(column, dateOrNull(column));
  }

  @Nullable LocalDate dateOrNull(String column) throws UnmappableRowException {
    Integer days = (Integer) struct.getWithoutDefault(column);
    LocalDate date = days == null ? null : LocalDate.ofEpochDay(days);
    if (date != null && (date.getYear() < 1 || date.getYear() > YEAR_MAX)) {
      throw new UnmappableRowException(
          "payments.%s.%s is infinite or outside the years 1 to 9999".formatted(table, column));
    }
    return date;
  }

  long millis(String column) throws UnmappableRowException {
    return required(column, millisOrNull(column));
  }

  @Nullable Long millisOrNull(String column) throws UnmappableRowException {
    Long value = (Long) struct.getWithoutDefault(column);
    if (value != null && (value == Long.MAX_VALUE || value == Long.MIN_VALUE)) {
      throw new UnmappableRowException(
          "payments.%s.%s is infinite or outside the years 1 to 9999".formatted(table, column));
    }
    return value;
  }

  /** The elements of an array of texts. */
  List<String> texts(String column) throws UnmappableRowException {
    List<String> values = required(column, struct.<String>getArray(column));
    for (String value : values) {
      if (Objects.isNull(value)) {
        throw new UnmappableRowException("payments.%s.%s holds null".formatted(table, column));
      }
    }
    return values;
  }

  @Nullable Long numberOrNull(String column) {
    return (Long) struct.getWithoutDefault(column);
  }

  @Nullable Integer integerOrNull(String column) {
    return (Integer) struct.getWithoutDefault(column);
  }

  private <T> T required(String column, @Nullable T value) throws UnmappableRowException {
    if (value == null) {
      throw new UnmappableRowException("payments.%s.%s is null".formatted(table, column));
    }
    return value;
  }
}
