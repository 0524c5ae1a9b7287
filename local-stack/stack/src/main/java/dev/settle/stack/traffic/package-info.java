/**
 * Traffic: payments written to PostgreSQL as a payment service would write them, with optimistic
 * locking, repeatable and safe to run again.
 */
@NullMarked
package dev.settle.stack.traffic;

import org.jspecify.annotations.NullMarked;
