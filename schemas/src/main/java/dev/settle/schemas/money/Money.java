package dev.settle.schemas.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A signed amount in minor units (fen, cents; yen has none) of an ISO 4217 currency. Arithmetic is
 * exact: overflow throws {@link ArithmeticException}, two currencies throw {@link
 * CurrencyMismatchException}, and nothing rounds unless told how.
 *
 * @param minor signed minor units
 * @param currency ISO 4217 currency; pseudo currencies without minor units are refused
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /** Refuses currencies for which ISO 4217 defines no minor unit. */
  public Money {
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException(currency.getCurrencyCode() + " has no minor unit");
    }
  }

  /**
   * An amount of minor units.
   *
   * @param minor signed minor units
   * @param currencyCode ISO 4217 code
   * @throws IllegalArgumentException when the code is unknown
   */
  public static Money ofMinor(long minor, String currencyCode) {
    return new Money(minor, Currency.getInstance(currencyCode));
  }

  /**
   * Reads an exact decimal of major units, such as {@code 12.34}.
   *
   * @throws ArithmeticException when it has more digits than the currency or does not fit 64 bits
   * @throws NumberFormatException when it is not a decimal
   */
  public static Money parse(String decimal, Currency currency) {
    return ofMajor(new BigDecimal(decimal), currency, RoundingMode.UNNECESSARY);
  }

  /**
   * Converts major units with the rounding named.
   *
   * @throws ArithmeticException when rounding is UNNECESSARY and would be needed, or on overflow
   */
  public static Money ofMajor(BigDecimal major, Currency currency, RoundingMode rounding) {
    int digits = currency.getDefaultFractionDigits();
    return new Money(major.setScale(digits, rounding).unscaledValue().longValueExact(), currency);
  }

  /** The sum; exact. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /** The difference; exact. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, same(other).minor), currency);
  }

  /** The opposite amount; exact. */
  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /**
   * A part of this amount by a rate, such as a fee.
   *
   * @param partsPerMillion the rate; 6,000 is 0.6 %
   * @param rounding applied once, to the minor unit
   */
  public Money atRate(long partsPerMillion, RoundingMode rounding) {
    BigInteger product = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(partsPerMillion));
    BigDecimal part = new BigDecimal(product).divide(new BigDecimal(MILLION), 0, rounding);
    return new Money(part.toBigIntegerExact().longValueExact(), currency);
  }

  /** Major units as a decimal with the currency's own number of digits. */
  public BigDecimal toMajor() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  /**
   * Compares amounts of one currency.
   *
   * @throws CurrencyMismatchException when the currencies differ
   */
  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, same(other).minor);
  }

  /** Currency code and major units, such as {@code CNY 12.34}. */
  @Override
  public String toString() {
    return currency.getCurrencyCode() + " " + toMajor().toPlainString();
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new CurrencyMismatchException(currency, other.currency);
    }
    return other;
  }
}
