/** Tests of the package. */
@NullMarked
package dev.settle.stack.statements;

import org.jspecify.annotations.NullMarked;
