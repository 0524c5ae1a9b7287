package dev.settle.batch.bank;

import java.time.LocalDate;
import java.util.List;

/**
 * One row of one side.
 *
 * @param side who tells it
 * @param id unique on its side
 * @param date business date of the ledger or channel, booking date of the bank
 * @param channel empty on the bank's side and on payouts of ours
 * @param currency ISO 4217
 * @param amount what came to the bank, signed minor units
 * @param references of the ledger and a channel the payout's ids, of a payout of ours also its
 *     batch ({@code batch/ID}); of the bank all ids and words that the entry names, of which those
 *     count that are a payout's or a batch's
 */
public record BankRow(
    BankSide side,
    String id,
    LocalDate date,
    String channel,
    String currency,
    long amount,
    List<String> references) {}
