package dev.settle.batch.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order's way.
 *
 * @param orderId the order
 * @param kind of the order
 * @param channel of the order
 * @param merchant empty: none
 * @param currency ISO 4217
 * @param amount minor units
 * @param status as last captured
 * @param traceParent W3C trace context of its last row; empty: none
 * @param row how the row stands in PostgreSQL; null: PostgreSQL was not reached
 * @param steps by stage, then by time
 */
public record OrderTrace(
    String orderId,
    String kind,
    String channel,
    String merchant,
    String currency,
    long amount,
    String status,
    String traceParent,
    @Nullable String row,
    List<Step> steps) {
  /** Keeps its own copy of the list. */
  public OrderTrace {
    steps = List.copyOf(steps);
  }
}
