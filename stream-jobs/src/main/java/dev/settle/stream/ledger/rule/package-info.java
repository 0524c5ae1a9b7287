/**
 * The rules of the ledger as plain classes: what an order or a refund may do, and which postings
 * follow. They know nothing of Flink, so that the batch and a back-test can use them as they are.
 */
@NullMarked
package dev.settle.stream.ledger.rule;

import org.jspecify.annotations.NullMarked;
