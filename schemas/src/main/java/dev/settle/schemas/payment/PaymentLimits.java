package dev.settle.schemas.payment;

/** Limits of a single payment, the same in PostgreSQL and in the stream. */
public final class PaymentLimits {
  /**
   * Largest amount of an order or a refund in minor units: 10^15, so that an account takes more
   * than nine thousand of the largest before its balance could exceed 64 bits.
   */
  public static final long AMOUNT_MINOR_MAX = 1_000_000_000_000_000L;

  private PaymentLimits() {}
}
