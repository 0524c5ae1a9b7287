/** PostgreSQL as a child process. */
@NullMarked
package dev.settle.stack.postgres;

import org.jspecify.annotations.NullMarked;
