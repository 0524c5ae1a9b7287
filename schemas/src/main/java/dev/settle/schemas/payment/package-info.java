/** The payment domain's closed vocabularies: channels, kinds, states. */
@NullMarked
package dev.settle.schemas.payment;

import org.jspecify.annotations.NullMarked;
