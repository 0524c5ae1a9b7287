/** Tests of the ledger's rules. */
@NullMarked
package dev.settle.stream.ledger.rule;

import org.jspecify.annotations.NullMarked;
