/** Bank statements of ISO 20022, camt.053: the bank's side of the three-way match. */
@NullMarked
package dev.settle.batch.statement.camt;

import org.jspecify.annotations.NullMarked;
