package dev.settle.batch.bank;

/** Who tells of a payout. */
public enum BankSide {
  /** The ledger, by its CHANNEL_PAYOUT instructions on the bank's account. */
  LEDGER,
  /** The channel, by the PAYOUT lines of its statements. */
  CHANNEL,
  /**
   * The ledger, by its PAYOUT instructions on the bank's account: payouts of ours, of which no
   * channel tells.
   */
  PAYOUT,
  /** The bank, by the booked entries of its statements. */
  BANK
}
