@NullMarked
package dev.settle.stack.cli;

import org.jspecify.annotations.NullMarked;
