package dev.settle.batch.payout;

import java.time.Instant;

/**
 * Something that happened to a batch or one of its payouts.
 *
 * @param at when
 * @param action PROPOSE, APPROVE, REJECT, FILE, PAID, RETURNED, HOLD or RESUME
 * @param payoutId empty when it is about the whole batch
 * @param actor who did it
 * @param dbUser the login under which it was written
 * @param said comment, file or the bank's words
 */
public record PayoutEvent(
    Instant at, String action, String payoutId, String actor, String dbUser, String said) {}
