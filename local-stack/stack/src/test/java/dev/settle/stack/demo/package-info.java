/** Tests of the package. */
@NullMarked
package dev.settle.stack.demo;

import org.jspecify.annotations.NullMarked;
