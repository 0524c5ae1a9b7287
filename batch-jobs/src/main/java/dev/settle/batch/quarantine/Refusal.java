package dev.settle.batch.quarantine;

/**
 * A replay that was refused again.
 *
 * @param id quarantine id of the replay
 * @param category why, as a code
 * @param detail why, for a person
 * @param place where the replay stood
 */
public record Refusal(String id, String category, String detail, RecordPlace place) {}
