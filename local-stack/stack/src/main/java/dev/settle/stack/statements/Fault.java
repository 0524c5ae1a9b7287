package dev.settle.stack.statements;

import dev.settle.schemas.payment.Channel;

/**
 * A fault that was put into a statement.
 *
 * @param channel whose statement
 * @param kind what was done
 * @param orderId the order
 * @param refundId the refund; empty when the line is a payment's
 * @param note for people
 */
public record Fault(Channel channel, FaultKind kind, String orderId, String refundId, String note) {

  /** The class of break that must come of it. */
  public String expectedClass() {
    return kind.expectedClass();
  }
}
