/**
 * The channels' side of the demonstration: their statements in the published formats, with a known
 * list of faults that a reconciliation has to find.
 */
@NullMarked
package dev.settle.stack.statements;

import org.jspecify.annotations.NullMarked;
