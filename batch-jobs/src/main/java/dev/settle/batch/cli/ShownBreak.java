package dev.settle.batch.cli;

import dev.settle.batch.breaks.BreakEvent;
import dev.settle.batch.breaks.BreakItem;
import dev.settle.batch.breaks.BreakLife;
import dev.settle.batch.breaks.BreakWork;
import java.util.List;

/**
 * Everything about one break.
 *
 * @param life its nights
 * @param item both sides
 * @param work how the work on it stands
 * @param events the audit trail
 * @param bookedInto business day into which its correction was booked, or empty
 */
record ShownBreak(
    BreakLife life, BreakItem item, BreakWork work, List<BreakEvent> events, String bookedInto) {}
