/** Tests of the package. */
@NullMarked
package dev.settle.stack.traffic.paysim;

import org.jspecify.annotations.NullMarked;
