package dev.settle.batch.reconciliation;

/**
 * By how much the two sides of a channel may differ; a difference within it is posted.
 *
 * @param absoluteMinor minor units; the larger of this and the relative part counts
 * @param relativePpm part of the line's amount, parts per million, rounded down to the minor unit
 * @param days days between the two sides' dates within which a match is not late
 */
public record Tolerance(long absoluteMinor, int relativePpm, int days) {}
