/**
 * Fraud rules as plain classes: what a rule says, which payments count for it and what its windows
 * are kept for. They know nothing of Flink, so that a back-test uses them as they are.
 */
@NullMarked
package dev.settle.stream.fraud.rule;

import org.jspecify.annotations.NullMarked;
