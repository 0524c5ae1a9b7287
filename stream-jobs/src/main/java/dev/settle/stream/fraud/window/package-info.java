/**
 * What fraud rules remember of a key, and when it crosses their thresholds: plain classes, in event
 * time only. Events of a key are applied in the order of {@link
 * dev.settle.stream.fraud.rule.FraudEvent#ORDER}.
 */
@NullMarked
package dev.settle.stream.fraud.window;

import org.jspecify.annotations.NullMarked;
