package dev.settle.batch.nightly;

import java.time.Instant;

/**
 * A run of a night.
 *
 * @param number 1, 2, 3, … per business date and channel: more than 1 computes the day anew
 * @param begun when its first launch began: a run that was cut off is gone on with by later ones
 */
public record NightRun(long number, Instant begun) {}
