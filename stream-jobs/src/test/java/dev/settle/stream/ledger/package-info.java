/** Tests of the ledger job. */
@NullMarked
package dev.settle.stream.ledger;

import org.jspecify.annotations.NullMarked;
