package dev.settle.batch.sharing;

import java.util.List;

/** How a receiver's claim on an order comes about. */
public sealed interface Share {
  /**
   * The same amount of every order.
   *
   * @param amount minor units
   */
  record Fixed(long amount) implements Share {}

  /**
   * A rate of the base.
   *
   * @param basisPoints 100 is one per cent
   */
  record Percent(int basisPoints) implements Share {}

  /**
   * Marginal tiers: each slice of the base has the rate of its tier.
   *
   * @param axis what runs through the tiers
   * @param tiers ascending, the last one open
   */
  record Tiered(TierAxis axis, List<Tier> tiers) implements Share {
    /** Keeps its own copy. */
    public Tiered {
      tiers = List.copyOf(tiers);
    }
  }

  /** What the other receivers leave of what may be shared. */
  record Remainder() implements Share {}
}
