package dev.settle.batch.statement;

/** What a canonical statement line is about, whatever the channel calls it. */
public enum LineKind {
  PAYMENT,
  REFUND,
  FEE,
  PAYOUT,
  CHARGEBACK,
  ADJUSTMENT,
  TRANSFER
}
