package dev.settle.batch.expected;

import java.math.BigInteger;

/**
 * Rows of one state, class, kind and currency; amounts in minor units.
 *
 * @param state how they stand
 * @param nightClass what the night would call them
 * @param kind PAYMENT, REFUND, …
 * @param currency ISO 4217
 * @param count how many
 * @param rows rows of the ledger among them
 * @param amount of those, what the channel owes; negative for refunds
 * @param fee by the rate card, of the rows whose fee is known
 * @param feesUnknown rows whose fee is not, since one of several accounts may take them
 * @param carried rows of days before among them
 * @param listed lines of the statement among them
 * @param listedAmount of those
 * @param listedFee of those
 */
public record ExpectedTotal(
    RowState state,
    String nightClass,
    String kind,
    String currency,
    long count,
    long rows,
    BigInteger amount,
    BigInteger fee,
    long feesUnknown,
    long carried,
    long listed,
    BigInteger listedAmount,
    BigInteger listedFee) {}
