/** Proofs in SQL over the whole history. */
@NullMarked
package dev.settle.batch.proof;

import org.jspecify.annotations.NullMarked;
