package dev.settle.schemas.payment;

/**
 * States of a payment order; PostgreSQL and the stream both refuse any transition that {@link
 * #canBecome} does not allow.
 */
public enum OrderStatus {
  PENDING,
  PAID,
  PARTIALLY_REFUNDED,
  REFUNDED,
  CANCELLED;

  /** True when an order in this state may be written with the next one; a state may always stay. */
  public boolean canBecome(OrderStatus next) {
    return this == next
        || switch (this) {
          case PENDING -> next == PAID || next == CANCELLED;
          case PAID -> next == PARTIALLY_REFUNDED || next == REFUNDED;
          case PARTIALLY_REFUNDED -> next == REFUNDED;
          case REFUNDED, CANCELLED -> false;
        };
  }

  /** True when the order's amount has moved. */
  public boolean isPaid() {
    return this == PAID || this == PARTIALLY_REFUNDED || this == REFUNDED;
  }
}
