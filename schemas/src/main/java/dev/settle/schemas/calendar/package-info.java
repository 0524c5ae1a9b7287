/** Business dates: a channel's zone and cut-off. */
@NullMarked
package dev.settle.schemas.calendar;

import org.jspecify.annotations.NullMarked;
