package dev.settle.batch.sharing;

import java.math.BigInteger;
import java.util.List;

/**
 * The parts of an order. They and what the merchant keeps sum to the base; none is negative and
 * together they are at most the limit: checked here, whoever made them.
 *
 * @param rules by which it was shared
 * @param order what was shared
 * @param base minor units; may be negative, which the merchant bears
 * @param limit most that may be shared: the cap of the base
 * @param parts in the receivers' order
 * @param merchantKeeps the rest; negative only when the base is
 */
public record Allocation(
    RuleSet rules, SharedOrder order, long base, long limit, List<Part> parts, long merchantKeeps) {

  /**
   * Checks what must always hold.
   *
   * @throws IllegalStateException when it does not
   */
  public Allocation {
    parts = List.copyOf(parts);
    long shared = 0;
    for (Part part : parts) {
      if (part.amount() < 0) {
        throw new IllegalStateException("a negative part: " + part);
      }
      shared = Math.addExact(shared, part.amount());
    }
    if (shared > limit || Math.addExact(shared, merchantKeeps) != base) {
      throw new IllegalStateException(
          "%s: parts of %d with %d for the merchant, of a base of %d with at most %d to share"
              .formatted(rules.name(), shared, merchantKeeps, base, limit));
    }
  }

  /** Sum of the receivers' parts. */
  public long shared() {
    return base - merchantKeeps;
  }

  /** All claims together, in ten-thousandths of a minor unit. */
  public BigInteger claims() {
    return parts.stream().map(Part::claim).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
