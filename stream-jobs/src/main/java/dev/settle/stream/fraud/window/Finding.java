package dev.settle.stream.fraud.window;

import java.util.List;

/**
 * What crossed a rule's threshold.
 *
 * @param value payments, values, minor units or basis points, by the rule's measure
 * @param threshold what it is held against
 * @param windowFrom begin of the window, milliseconds since the epoch
 * @param windowTo its end, exclusive
 * @param events payments in the window
 * @param eventIds the newest events that made the value, at most 50, oldest first
 */
public record Finding(
    long value,
    long threshold,
    long windowFrom,
    long windowTo,
    long events,
    List<String> eventIds) {}
