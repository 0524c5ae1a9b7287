package dev.settle.stream.fraud.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.Comparator;

/**
 * What rules look at: an order that was paid, or money that was given back on one.
 *
 * @param id the order's id; of a refund the order's id, '#' and the order's version
 * @param orderId the order
 * @param refund true when the money went back
 * @param kind of the order
 * @param channel of the order
 * @param currency ISO 4217
 * @param amount minor units, above zero
 * @param payer empty when there is none, as all that follow
 * @param payee who gets a transfer or a top-up
 * @param merchant the merchant
 * @param device the client's device
 * @param ip the client's address
 * @param time when it was paid or given back, milliseconds since the epoch
 */
public record FraudEvent(
    String id,
    String orderId,
    boolean refund,
    OrderKind kind,
    Channel channel,
    String currency,
    long amount,
    String payer,
    String payee,
    String merchant,
    String device,
    String ip,
    long time) {
  /** The order in which events of a key are applied, however they arrive. */
  public static final Comparator<FraudEvent> ORDER =
      Comparator.comparingLong(FraudEvent::time).thenComparing(FraudEvent::id);
}
