package dev.settle.batch.settlement.statement;

import java.time.LocalDate;

/**
 * A settlement in a list. Amounts: minor units.
 *
 * @param night business date of the night that settled
 * @param payout paid on the due day; 0: carried forward
 */
public record ListedSettlement(
    LocalDate window,
    String payee,
    String currency,
    String id,
    LocalDate night,
    LocalDate due,
    long activity,
    long net,
    long payout,
    Standing after) {}
