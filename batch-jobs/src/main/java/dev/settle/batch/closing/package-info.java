/** Closing of business days: the order to the ledger and its acknowledgement. */
@NullMarked
package dev.settle.batch.closing;

import org.jspecify.annotations.NullMarked;
