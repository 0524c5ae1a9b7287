package dev.settle.batch.sharing;

import java.util.ArrayList;
import java.util.List;

/**
 * What a refund takes back: the parts before it less the parts after it, both of the cumulative
 * refund. So the order of refunds does not matter, and after a full refund each receiver has given
 * back exactly what it got. Rounding can make a receiver's clawback negative, by at most a minor
 * unit for each receiver and one.
 *
 * @param fromReceivers of each receiver, in the receivers' order
 * @param fromMerchant what the merchant gives of what it kept
 */
public record Clawback(List<Long> fromReceivers, long fromMerchant) {
  /** Keeps its own copy. */
  public Clawback {
    fromReceivers = List.copyOf(fromReceivers);
  }

  /** What lies between two states of one order under one rule set. */
  public static Clawback between(Allocation before, Allocation after) {
    if (!before.rules().equals(after.rules())) {
      throw new IllegalArgumentException(
          "an order stays with its rule set: %s, not %s"
              .formatted(before.rules().name(), after.rules().name()));
    }
    List<Long> receivers = new ArrayList<>();
    for (int i = 0; i < before.parts().size(); i++) {
      receivers.add(
          Math.subtractExact(before.parts().get(i).amount(), after.parts().get(i).amount()));
    }
    return new Clawback(
        receivers, Math.subtractExact(before.merchantKeeps(), after.merchantKeeps()));
  }
}
