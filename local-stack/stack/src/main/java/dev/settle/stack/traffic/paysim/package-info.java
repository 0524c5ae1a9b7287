/**
 * Logs of the PaySim simulator as payments, and the comparison of the ledger with the log's own
 * balances.
 */
@NullMarked
package dev.settle.stack.traffic.paysim;

import org.jspecify.annotations.NullMarked;
