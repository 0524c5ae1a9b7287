/** Adyen's settlement details report. */
@NullMarked
package dev.settle.batch.statement.adyen;

import org.jspecify.annotations.NullMarked;
