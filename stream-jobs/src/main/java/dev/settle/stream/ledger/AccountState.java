package dev.settle.stream.ledger;

/** Where an account's shard stands in one currency. A Flink POJO. */
public final class AccountState {
  /** Sequence of the last entry; 0: none yet. */
  public long sequence;

  /** Sum of all entries, minor units. */
  public long balance;

  /** For Flink's serialiser, and for an account without entries. */
  public AccountState() {}
}
