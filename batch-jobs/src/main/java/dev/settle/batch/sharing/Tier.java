package dev.settle.batch.sharing;

import org.jspecify.annotations.Nullable;

/**
 * One slice of a marginal tariff.
 *
 * @param upTo minor units at which the next tier begins; null: the last, open tier
 * @param basisPoints rate of what lies in this slice
 */
public record Tier(@Nullable Long upTo, int basisPoints) {}
