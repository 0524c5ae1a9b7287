/** How objects are written between operators and in state, where a POJO's way costs too much. */
@NullMarked
package dev.settle.stream.type;

import org.jspecify.annotations.NullMarked;
