/** Tests of the package. */
@NullMarked
package dev.settle.stack.traffic;

import org.jspecify.annotations.NullMarked;
