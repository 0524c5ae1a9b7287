package dev.settle.batch.quarantine;

import java.time.Instant;
import java.util.Map;

/**
 * Which refused changes are meant.
 *
 * @param category only this category; empty: all
 * @param entity only this table; empty: all
 * @param orderId only of this order, hold or instruction; empty: all
 * @param since only refused at or after this time
 * @param isOpenOnly only those that were not replayed
 */
public record QuarantineFilter(
    String category, String entity, String orderId, Instant since, boolean isOpenOnly) {

  Map<String, Object> parameters() {
    return Map.of(
        "category", category,
        "entity", entity,
        "order_id", orderId,
        "since", since.toEpochMilli());
  }
}
