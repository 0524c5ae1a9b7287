/** The fraud job: rules that are data, over windows in event time. */
@NullMarked
package dev.settle.stream.fraud;

import org.jspecify.annotations.NullMarked;
