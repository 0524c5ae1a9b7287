/** Tests of the landing job. */
@NullMarked
package dev.settle.stream.landing;

import org.jspecify.annotations.NullMarked;
