package dev.settle.batch.sharing;

import java.math.BigInteger;

/**
 * What a receiver gets of an order, and how it came about.
 *
 * @param receiver who
 * @param computed by rate or amount alone, in ten-thousandths of a minor unit
 * @param claim after minimum and maximum, likewise
 * @param amount minor units, never negative
 * @param extraUnit whether it has one of the units that rounding down had left
 */
public record Part(
    Receiver receiver, BigInteger computed, BigInteger claim, long amount, boolean extraUnit) {}
