/** Exact money: minor units, currency, explicit rounding. */
@org.jspecify.annotations.NullMarked
package dev.settle.schemas.money;
