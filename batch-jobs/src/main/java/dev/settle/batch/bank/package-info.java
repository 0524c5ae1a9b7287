/** Payouts as the ledger, the channels and the bank tell them: the three-way match. */
@NullMarked
package dev.settle.batch.bank;

import org.jspecify.annotations.NullMarked;
