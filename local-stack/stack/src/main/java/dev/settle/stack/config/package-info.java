/**
 * What the local stack is made of and where: read once from flags, environment and the data
 * directory.
 */
@NullMarked
package dev.settle.stack.config;

import org.jspecify.annotations.NullMarked;
