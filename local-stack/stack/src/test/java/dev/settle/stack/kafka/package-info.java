@NullMarked
package dev.settle.stack.kafka;

import org.jspecify.annotations.NullMarked;
