package dev.settle.batch.payout;

import java.time.LocalDate;

/**
 * A payout in a list.
 *
 * @param amount minor units
 * @param state OPEN, HELD, PROPOSED, APPROVED, FILED, PAID or RETURNED
 * @param batchId empty when it is in none
 * @param returnedFor the bank's reason; empty when there is none
 */
public record ListedPayout(
    String id,
    String payee,
    String currency,
    long amount,
    LocalDate due,
    String state,
    String batchId,
    String returnedFor) {}
