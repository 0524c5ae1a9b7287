/** Tests of what the jobs share. */
@NullMarked
package dev.settle.stream;

import org.jspecify.annotations.NullMarked;
