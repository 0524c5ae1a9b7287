/** Tests of the package. */
@NullMarked
package dev.settle.stack.traffic.generate;

import org.jspecify.annotations.NullMarked;
