/** What the night orders from the ledger: {@code payments.ledger_instruction}. */
@NullMarked
package dev.settle.batch.instruction;

import org.jspecify.annotations.NullMarked;
