/**
 * Rules over history: what they would have found, held against what people found out. The windows
 * are the job's own; plain classes, without Flink.
 */
@NullMarked
package dev.settle.stream.fraud.backtest;

import org.jspecify.annotations.NullMarked;
