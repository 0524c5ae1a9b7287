package dev.settle.stack.traffic;

import java.util.List;

/**
 * Orders that are written together, with the merchants they need.
 *
 * @param orders at least one; none depends on an order of another batch
 * @param merchants written first where they are not there yet
 */
public record Batch(List<OrderPlan> orders, List<Merchant> merchants) {
  /** Copies what it is given. */
  public Batch {
    orders = List.copyOf(orders);
    merchants = List.copyOf(merchants);
    if (orders.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one order");
    }
  }
}
