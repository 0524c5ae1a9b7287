/** The project's own long-running parts as child processes. */
@NullMarked
package dev.settle.stack.service;

import org.jspecify.annotations.NullMarked;
