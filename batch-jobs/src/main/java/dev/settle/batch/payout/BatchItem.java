package dev.settle.batch.payout;

/**
 * One payout of a batch.
 *
 * @param payout what is paid
 * @param account where to, as it was proposed
 */
public record BatchItem(Payout payout, PayeeAccount account) {}
