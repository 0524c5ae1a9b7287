/** The commands behind the script settle. */
@NullMarked
package dev.settle.stack.cli;

import org.jspecify.annotations.NullMarked;
