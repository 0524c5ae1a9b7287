package dev.settle.batch.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of our accounts at a channel takes the payments of a merchant.
 *
 * @param merchantId our id of the merchant
 * @param accountNo account at the channel
 * @param from first date
 * @param to last date; null: still
 */
record MerchantRoute(String merchantId, String accountNo, LocalDate from, @Nullable LocalDate to) {}
