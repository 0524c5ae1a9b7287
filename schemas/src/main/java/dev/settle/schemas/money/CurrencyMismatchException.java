package dev.settle.schemas.money;

import java.util.Currency;

/** Two amounts of different currencies were put together. */
public final class CurrencyMismatchException extends ArithmeticException {
  /**
   * Names both currencies.
   *
   * @param expected the currency at hand
   * @param actual the currency that does not fit
   */
  public CurrencyMismatchException(Currency expected, Currency actual) {
    super("cannot combine " + expected.getCurrencyCode() + " with " + actual.getCurrencyCode());
  }
}
