/** Rules as files: JSON with the columns of {@code payments.fraud_rule}. */
@NullMarked
package dev.settle.stream.fraud.file;

import org.jspecify.annotations.NullMarked;
