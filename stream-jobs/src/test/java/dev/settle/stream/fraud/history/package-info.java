/** Tests of the fraud rules: history. */
@NullMarked
package dev.settle.stream.fraud.history;

import org.jspecify.annotations.NullMarked;
