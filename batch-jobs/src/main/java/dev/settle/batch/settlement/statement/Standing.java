package dev.settle.batch.settlement.statement;

/**
 * What stands open with a payee between two settlements, in minor units.
 *
 * @param carriedForward not paid, or lacking when below zero
 * @param reserveHeld held back
 * @param owed by the payee
 */
public record Standing(long carriedForward, long reserveHeld, long owed) {}
