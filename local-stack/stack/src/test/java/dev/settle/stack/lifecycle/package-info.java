@NullMarked
package dev.settle.stack.lifecycle;

import org.jspecify.annotations.NullMarked;
