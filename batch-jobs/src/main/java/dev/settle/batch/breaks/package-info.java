/** The work on breaks: who looks at them, and corrections with maker and checker. */
@NullMarked
package dev.settle.batch.breaks;

import org.jspecify.annotations.NullMarked;
