/** The stream jobs and what they share: arguments, environment. */
@NullMarked
package dev.settle.stream;

import org.jspecify.annotations.NullMarked;
