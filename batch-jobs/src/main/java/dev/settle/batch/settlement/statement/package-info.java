/**
 * Statements of settlements for merchants and partners: what each got, down to the orders. The same
 * settlement gives the same bytes.
 */
@NullMarked
package dev.settle.batch.settlement.statement;

import org.jspecify.annotations.NullMarked;
