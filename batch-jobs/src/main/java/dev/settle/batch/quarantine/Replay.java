package dev.settle.batch.quarantine;

import java.time.Instant;

/**
 * A replay of a refused change, as it is on record.
 *
 * @param changeId quarantine id of the change
 * @param at when
 * @param by who asked for it
 * @param reason why
 * @param place where the change was written to
 */
public record Replay(String changeId, Instant at, String by, String reason, RecordPlace place) {}
