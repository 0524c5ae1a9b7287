/** Tests of the fraud job: rules. */
@NullMarked
package dev.settle.stream.fraud.rule;

import org.jspecify.annotations.NullMarked;
