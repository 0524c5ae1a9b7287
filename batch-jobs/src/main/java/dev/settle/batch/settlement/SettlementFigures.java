package dev.settle.batch.settlement;

/**
 * What a night settled.
 *
 * @param settlements how many; of an earlier launch too
 * @param payouts how many of them pay
 * @param instructions ordered from the ledger by this launch
 * @param isNew whether this launch settled the night
 */
public record SettlementFigures(int settlements, int payouts, int instructions, boolean isNew) {}
