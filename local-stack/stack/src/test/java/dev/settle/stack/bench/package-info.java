@NullMarked
package dev.settle.stack.bench;

import org.jspecify.annotations.NullMarked;
