/** Exact money: minor units, currency, explicit rounding. */
@NullMarked
package dev.settle.schemas.money;

import org.jspecify.annotations.NullMarked;
