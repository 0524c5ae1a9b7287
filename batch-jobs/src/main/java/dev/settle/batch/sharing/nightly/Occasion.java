package dev.settle.batch.sharing.nightly;

import java.time.LocalDate;

/**
 * What the choice of a rule set hangs on, within a channel.
 *
 * @param merchant who took the money
 * @param kind PURCHASE, TIP, or HOLD for what was captured of a hold
 * @param currency ISO 4217
 * @param paid business date of the payment
 */
record Occasion(String merchant, String kind, String currency, LocalDate paid) {}
