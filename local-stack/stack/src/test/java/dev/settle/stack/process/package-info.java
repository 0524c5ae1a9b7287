@NullMarked
package dev.settle.stack.process;

import org.jspecify.annotations.NullMarked;
