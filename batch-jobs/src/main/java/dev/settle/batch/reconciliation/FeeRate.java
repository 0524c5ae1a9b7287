package dev.settle.batch.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row of the rate card, {@code payments.channel_fee_rate}.
 *
 * @param accountNo account at the channel
 * @param kind PAYMENT, or REFUND: what the channel charges for a refund
 * @param from first date
 * @param to last date; null: until the next row
 * @param ratePpm parts per million of the amount
 * @param fixedMinor added to the rate's part, minor units
 * @param minimumMinor least fee, minor units
 * @param maximumMinor largest fee, minor units; null: none
 * @param givesFeeBack of a PAYMENT row: a refund gives the fee back by it
 * @param rounding of the rate's part to the minor unit: HALF_UP, HALF_EVEN, DOWN, UP
 */
record FeeRate(
    String accountNo,
    String kind,
    LocalDate from,
    @Nullable LocalDate to,
    int ratePpm,
    long fixedMinor,
    long minimumMinor,
    @Nullable Long maximumMinor,
    boolean givesFeeBack,
    String rounding) {

  static final String PAYMENT = "PAYMENT";
  static final String REFUND = "REFUND";

  boolean isInForce(LocalDate date) {
    return !date.isBefore(from) && (to == null || !date.isAfter(to));
  }
}
