package dev.settle.batch.gate;

import java.math.BigInteger;

/**
 * A count and a sum.
 *
 * @param rows number of rows
 * @param amount their sum, minor units; wider than 64 bits
 */
public record Total(long rows, BigInteger amount) {
  /** Nothing there. */
  public static final Total NONE = new Total(0, BigInteger.ZERO);

  /** With one more row. */
  public Total plus(long minor) {
    return new Total(Math.addExact(rows, 1), amount.add(BigInteger.valueOf(minor)));
  }

  /** With other rows; exact. */
  public Total plus(Total other) {
    return new Total(Math.addExact(rows, other.rows), amount.add(other.amount));
  }
}
