package dev.settle.batch.breaks;

import java.time.Instant;

/**
 * One line of the audit trail; texts that do not apply are empty.
 *
 * @param at when
 * @param action ASSIGN, COMMENT, PROPOSE, APPROVE or REJECT
 * @param actor who, by name
 * @param databaseUser the login under which it was written
 * @param night the night as whose break it was seen
 * @param comment free text; the reason of a proposal
 * @param assignee of an assignment
 * @param proposal its number, or 0
 * @param correction kind of the correction
 * @param legs of the correction, as JSON
 * @param instructionId what an approval ordered
 */
public record BreakEvent(
    Instant at,
    String action,
    String actor,
    String databaseUser,
    String night,
    String comment,
    String assignee,
    int proposal,
    String correction,
    String legs,
    String instructionId) {}
