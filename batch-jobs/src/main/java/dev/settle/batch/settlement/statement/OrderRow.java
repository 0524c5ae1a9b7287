package dev.settle.batch.settlement.statement;

import dev.settle.batch.settlement.SettlementLine.Kind;
import java.time.Instant;

/**
 * What happened to an order, as far as it counts for a payee.
 *
 * @param night business date on which it was matched, as text
 * @param reference order, refund, capture or instruction
 * @param orderId empty on what another instruction booked
 * @param amount minor units, signed as the payee sees it
 */
public record OrderRow(
    String payee,
    String currency,
    String night,
    String channel,
    Kind kind,
    String reference,
    String orderId,
    Instant occurredAt,
    long amount) {

  /** Reference of the line that adds it up. */
  String lineReference() {
    return night + "/" + channel;
  }
}
