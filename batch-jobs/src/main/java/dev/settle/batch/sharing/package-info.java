/** Profit sharing: which parts of an order go to whom, and why. Pure rules, no server. */
@NullMarked
package dev.settle.batch.sharing;

import org.jspecify.annotations.NullMarked;
