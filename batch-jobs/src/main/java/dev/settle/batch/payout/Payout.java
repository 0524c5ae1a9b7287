package dev.settle.batch.payout;

import java.time.LocalDate;

/**
 * What a settlement pays.
 *
 * @param id the EndToEndId of the bank's files
 * @param payee {@code merchant:ID} or {@code partner:ID}
 * @param currency ISO 4217
 * @param amount minor units, above zero
 * @param due banking day on which it is paid
 * @param windowDay of the settlement that pays it
 * @param state OPEN, HELD, PROPOSED, APPROVED, FILED, PAID or RETURNED
 */
public record Payout(
    String id,
    String payee,
    String currency,
    long amount,
    LocalDate due,
    LocalDate windowDay,
    String state) {}
