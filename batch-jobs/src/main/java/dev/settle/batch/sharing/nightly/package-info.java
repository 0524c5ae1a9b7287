/** The night's step share (docs/decisions/0014): which parts of the matched orders go to whom. */
@NullMarked
package dev.settle.batch.sharing.nightly;

import org.jspecify.annotations.NullMarked;
