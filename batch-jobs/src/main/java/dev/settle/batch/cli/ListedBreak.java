package dev.settle.batch.cli;

import dev.settle.batch.breaks.Break;
import dev.settle.batch.breaks.BreakWork;

/**
 * A line of the list.
 *
 * @param found the break
 * @param work how the work on it stands
 */
record ListedBreak(Break found, BreakWork work) {}
