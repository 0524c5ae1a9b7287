/** Fraud rules in PostgreSQL, labels in ClickHouse, and how a back-test is told. */
@NullMarked
package dev.settle.stack.fraud;

import org.jspecify.annotations.NullMarked;
