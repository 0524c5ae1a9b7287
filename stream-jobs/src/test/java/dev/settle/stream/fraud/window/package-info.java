/** Tests of the fraud job: windows. */
@NullMarked
package dev.settle.stream.fraud.window;

import org.jspecify.annotations.NullMarked;
