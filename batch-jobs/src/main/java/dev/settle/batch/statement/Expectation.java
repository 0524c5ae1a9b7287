package dev.settle.batch.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of a statement knows beforehand.
 *
 * @param merchant the account that the file must be of; null when any is fine
 * @param businessDate the day that the file must be about; null: the day of its first line
 */
public record Expectation(@Nullable String merchant, @Nullable LocalDate businessDate) {

  /** Nothing known beforehand. */
  public static Expectation none() {
    return new Expectation(null, null);
  }
}
