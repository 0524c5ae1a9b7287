package dev.settle.batch.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order.
 *
 * @param stage what happened
 * @param at when; null: known to the day only, or not at all, and {@code what} says so
 * @param reference what it happened to: row, journal, night, settlement or payout
 * @param what more of it, for people
 */
public record Step(Stage stage, @Nullable Instant at, String reference, String what) {
  /** Stages in the order in which a payment passes them. */
  public enum Stage {
    /** The database has it; in a snapshot, was read. */
    COMMITTED,
    /** The connector has taken it. */
    CAPTURED,
    /** The ledger job has booked it. */
    BOOKED,
    /** It is in ClickHouse. */
    LANDED,
    /** A fraud rule's window that counts it was crossed. */
    ALERTED,
    /** A night held it against the channel's statement. */
    RECONCILED,
    /** A night shared it. */
    SHARED,
    /** It is in the settlement of a merchant or partner. */
    SETTLED,
    /** Something was done about the settlement's payout. */
    PAID_OUT
  }
}
