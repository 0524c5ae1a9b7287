/**
 * Settlement of merchants and partners: banking calendars, cycles and the sums of a window; pure,
 * no server.
 */
@NullMarked
package dev.settle.batch.settlement;

import org.jspecify.annotations.NullMarked;
