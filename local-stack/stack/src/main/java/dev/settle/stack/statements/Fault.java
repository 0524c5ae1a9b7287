package dev.settle.stack.statements;

/**
 * A fault that was put into a statement.
 *
 * @param sender whose statement: a channel, or BANK
 * @param kind what was done
 * @param orderId the order, or the payout
 * @param refundId the refund; empty when the line is a payment's
 * @param note for people
 */
public record Fault(String sender, FaultKind kind, String orderId, String refundId, String note) {

  /** The class of break that must come of it. */
  public String expectedClass() {
    return kind.expectedClass();
  }
}
