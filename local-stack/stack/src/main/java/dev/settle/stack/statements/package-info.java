/**
 * The channel's side of the demonstration: its trade bills in the published layouts, with a known
 * list of faults that a reconciliation has to find.
 */
@NullMarked
package dev.settle.stack.statements;

import org.jspecify.annotations.NullMarked;
