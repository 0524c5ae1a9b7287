/** Tests of state in memory. */
@NullMarked
package dev.settle.stream.state;

import org.jspecify.annotations.NullMarked;
