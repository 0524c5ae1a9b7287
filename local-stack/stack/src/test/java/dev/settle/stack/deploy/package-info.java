@NullMarked
package dev.settle.stack.deploy;

import org.jspecify.annotations.NullMarked;
