/** Tests of fraud rules and labels on their servers. */
@NullMarked
package dev.settle.stack.fraud;

import org.jspecify.annotations.NullMarked;
