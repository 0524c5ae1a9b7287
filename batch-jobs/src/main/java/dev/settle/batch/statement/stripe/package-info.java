/** Stripe's itemised payout reconciliation report. */
@NullMarked
package dev.settle.batch.statement.stripe;

import org.jspecify.annotations.NullMarked;
