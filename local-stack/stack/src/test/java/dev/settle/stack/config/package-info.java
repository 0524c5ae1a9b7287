@NullMarked
package dev.settle.stack.config;

import org.jspecify.annotations.NullMarked;
