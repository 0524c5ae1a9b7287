/** Set-based matching and classification in ClickHouse. */
@NullMarked
package dev.settle.batch.reconciliation;

import org.jspecify.annotations.NullMarked;
