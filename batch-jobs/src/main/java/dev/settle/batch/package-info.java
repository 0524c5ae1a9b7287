/** The night: gate, statements, reconciliation and proofs. */
@NullMarked
package dev.settle.batch;

import org.jspecify.annotations.NullMarked;
