package dev.settle.stack.traffic;

import java.util.List;

/**
 * Rows that are written together, with the merchants they need. None depends on a row of another
 * batch.
 *
 * @param orders written before the holds
 * @param holds written before the instructions
 * @param instructions written last
 * @param merchants written first where they are not there yet
 */
public record Batch(
    List<OrderPlan> orders,
    List<HoldPlan> holds,
    List<InstructionPlan> instructions,
    List<Merchant> merchants) {
  /** Copies what it is given. */
  public Batch {
    orders = List.copyOf(orders);
    holds = List.copyOf(holds);
    instructions = List.copyOf(instructions);
    merchants = List.copyOf(merchants);
    if (orders.isEmpty() && holds.isEmpty() && instructions.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one row");
    }
  }

  /** Orders, with the merchants they need. */
  public static Batch ofOrders(List<OrderPlan> orders, List<Merchant> merchants) {
    return new Batch(orders, List.of(), List.of(), merchants);
  }

  /** Holds of merchants that are there. */
  public static Batch ofHolds(List<HoldPlan> holds) {
    return new Batch(List.of(), holds, List.of(), List.of());
  }

  /** Instructions. */
  public static Batch ofInstructions(List<InstructionPlan> instructions) {
    return new Batch(List.of(), List.of(), instructions, List.of());
  }

  /** Its first row, for logs. */
  String first() {
    if (!orders.isEmpty()) {
      return "order " + orders.get(0).order().orderId();
    }
    return holds.isEmpty()
        ? "instruction " + instructions.get(0).instructionId()
        : "hold " + holds.get(0).holdId();
  }
}
