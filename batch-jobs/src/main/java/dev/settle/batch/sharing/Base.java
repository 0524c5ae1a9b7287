package dev.settle.batch.sharing;

/** What of an order is shared. Refunds lower both: they are the rule on the cumulative refund. */
public enum Base {
  /** The amount less what was refunded. The merchant bears the channel's fee. */
  GROSS,
  /** The amount less what was refunded and less what the channel keeps as its fee. */
  NET
}
