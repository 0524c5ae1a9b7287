package dev.settle.batch.quarantine;

import java.time.Instant;

/**
 * A refused change as a list shows it.
 *
 * @param id its quarantine id
 * @param quarantinedAt when it was refused
 * @param category why, as a code
 * @param entity which table changed; may be empty
 * @param entityId primary key of the row; may be empty
 * @param orderId the order, hold or instruction to which it belongs
 * @param detail why, for a person
 * @param isOpen true until it was replayed
 */
public record ListedChange(
    String id,
    Instant quarantinedAt,
    String category,
    String entity,
    String entityId,
    String orderId,
    String detail,
    boolean isOpen) {}
