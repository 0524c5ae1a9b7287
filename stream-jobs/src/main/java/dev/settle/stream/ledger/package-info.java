/**
 * The ledger job: changes of orders and refunds in, journal entries with a gapless sequence and a
 * running balance out. The rules stand in {@code rule}; here is what keeps state and moves records.
 */
@NullMarked
package dev.settle.stream.ledger;

import org.jspecify.annotations.NullMarked;
