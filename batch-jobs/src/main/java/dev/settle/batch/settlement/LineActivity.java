package dev.settle.batch.settlement;

import dev.settle.batch.settlement.SettlementLine.Kind;
import java.time.LocalDate;

/**
 * What one night found for a payee in a window, of one kind and channel.
 *
 * @param window day of the window
 * @param kind an activity
 * @param reference NIGHT/CHANNEL, or the payout that came back
 * @param items how many lines it sums up
 * @param amount signed minor units
 */
record LineActivity(LocalDate window, Kind kind, String reference, long items, long amount) {}
