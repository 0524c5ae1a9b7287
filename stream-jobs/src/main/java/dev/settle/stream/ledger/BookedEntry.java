package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.LedgerLeg;

/** A leg that has its place in its account: one ledger entry. A Flink POJO. */
public final class BookedEntry {
  /** The leg as the journal made it. */
  public LedgerLeg leg = new LedgerLeg();

  /** 1, 2, 3, … per account, shard and currency. */
  public long sequence;

  /** Balance after this entry, minor units. */
  public long balanceAfter;

  /** When the ledger took it: milliseconds since the epoch. */
  public long bookedAt;

  /** For Flink's serialiser. */
  public BookedEntry() {}

  /** An entry. */
  public BookedEntry(LedgerLeg leg, long sequence, long balanceAfter, long bookedAt) {
    this.leg = leg;
    this.sequence = sequence;
    this.balanceAfter = balanceAfter;
    this.bookedAt = bookedAt;
  }
}
