/** Payouts: batches that two people order, files for the bank, and what the bank made of them. */
@NullMarked
package dev.settle.batch.payout;

import org.jspecify.annotations.NullMarked;
