@NullMarked
package dev.settle.stack.migrate;

import org.jspecify.annotations.NullMarked;
