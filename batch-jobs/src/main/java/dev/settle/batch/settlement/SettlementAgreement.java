package dev.settle.batch.settlement;

/**
 * How a payee is settled in one currency.
 *
 * @param cycle its windows
 * @param terms its reserve and minimum
 */
public record SettlementAgreement(SettlementCycle cycle, SettlementTerms terms) {}
