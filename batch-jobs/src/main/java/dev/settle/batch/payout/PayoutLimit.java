package dev.settle.batch.payout;

/**
 * What one batch may pay in a currency.
 *
 * @param perBatch minor units
 * @param perPayout minor units
 * @param payoutsMax payouts
 */
public record PayoutLimit(long perBatch, long perPayout, int payoutsMax) {}
