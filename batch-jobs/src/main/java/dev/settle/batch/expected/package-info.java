/** What the channels should list, known while the day runs (T+0). */
@NullMarked
package dev.settle.batch.expected;

import org.jspecify.annotations.NullMarked;
