package dev.settle.batch.sharing;

/** What runs through the tiers of a {@link Share.Tiered}. */
public enum TierAxis {
  /** The order's base, from zero. */
  ORDER,
  /** The order's base, from the volume that the merchant already had in the month. */
  MONTH_VOLUME
}
