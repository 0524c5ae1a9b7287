/** Tests of the fraud job. */
@NullMarked
package dev.settle.stream.fraud;

import org.jspecify.annotations.NullMarked;
