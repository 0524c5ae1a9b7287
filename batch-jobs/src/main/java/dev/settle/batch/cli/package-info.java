/** Commands, their flags and exit codes. */
@NullMarked
package dev.settle.batch.cli;

import org.jspecify.annotations.NullMarked;
