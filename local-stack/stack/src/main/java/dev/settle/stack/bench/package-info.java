/**
 * Measurements of the pipeline's parts, each against a baseline in the same run. Everything that a
 * measurement needs it starts itself, on free ports and in a directory of its own.
 */
@NullMarked
package dev.settle.stack.bench;

import org.jspecify.annotations.NullMarked;
