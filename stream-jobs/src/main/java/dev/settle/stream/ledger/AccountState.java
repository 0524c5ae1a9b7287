package dev.settle.stream.ledger;

/**
 * Where an account's shard stands in one currency. {@link AccountStateSerializer} writes it;
 * release 1 wrote it as a Flink POJO, which it must remain to be read.
 */
public final class AccountState {
  /** Sequence of the last entry; 0: none yet. */
  public long sequence;

  /** Sum of all entries, minor units. */
  public long balance;

  /** For the serialiser, and for an account without entries. */
  public AccountState() {}
}
