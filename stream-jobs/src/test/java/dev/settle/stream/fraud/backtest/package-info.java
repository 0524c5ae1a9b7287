/** Tests of the fraud rules: back-tests. */
@NullMarked
package dev.settle.stream.fraud.backtest;

import org.jspecify.annotations.NullMarked;
